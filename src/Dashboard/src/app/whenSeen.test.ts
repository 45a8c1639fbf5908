import { afterEach, expect, test, vi } from 'vitest';
import { whenSeen } from './whenSeen';

/** A page that is in sight or not, and tells of it as a browser does. */
class Page extends EventTarget {
  hidden = true;

  becomes(hidden: boolean) {
    this.hidden = hidden;
    this.dispatchEvent(new Event('visibilitychange'));
  }
}

function openPage(): { page: Page; act: ReturnType<typeof vi.fn<() => void>> } {
  const page = new Page();
  vi.stubGlobal('document', page);
  return { page, act: vi.fn<() => void>() };
}

afterEach(() => vi.unstubAllGlobals());

test('a page in sight acts at once', () => {
  const { page, act } = openPage();
  page.becomes(false);

  expect(whenSeen(act)).toBeUndefined();

  expect(act).toHaveBeenCalledOnce();
});

test('a hidden page acts once, when it is seen', () => {
  const { page, act } = openPage();
  whenSeen(act);

  page.becomes(true);
  expect(act).not.toHaveBeenCalled();
  page.becomes(false);
  page.becomes(true);
  page.becomes(false);

  expect(act).toHaveBeenCalledOnce();
});

test('one that was left acts no more', () => {
  const { page, act } = openPage();
  whenSeen(act)?.();

  page.becomes(false);

  expect(act).not.toHaveBeenCalled();
});
