import type { ComponentChildren } from 'preact';
import type { Resource } from '../api/resource';

export function Empty({ children }: { children: ComponentChildren }) {
  return <div class="state">{children}</div>;
}

export function Loading({ height = 120 }: { height?: number }) {
  return (
    <div class="skeleton" style={{ minHeight: `${height}px` }} role="status">
      <span class="visually-hidden">Loading</span>
    </div>
  );
}

export function Failed({ error, retry }: { error: Error; retry?: () => void }) {
  return (
    <div class="state" role="alert">
      <strong>This cannot be shown now</strong>
      <span>{error.message}</span>
      {retry && (
        <button type="button" class="button" onClick={retry}>
          Try again
        </button>
      )}
    </div>
  );
}

interface Props<T> {
  of: Resource<T>;
  height?: number;
  children: (data: NonNullable<T>) => ComponentChildren;
}

/** What is known of a resource; while nothing is, that it loads, or why it cannot. What was known stays when a later answer fails. */
export function Known<T>({ of, height, children }: Props<T>) {
  if (of.data !== undefined && of.data !== null) return <>{children(of.data)}</>;
  if (of.error) return <Failed error={of.error} retry={of.refresh} />;
  return <Loading {...(height !== undefined && { height })} />;
}
