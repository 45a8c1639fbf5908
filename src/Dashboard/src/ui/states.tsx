import type { ComponentChildren } from 'preact';
import { ApiError } from '../api/client';
import type { Resource } from '../api/resource';
import { time } from '../format/format';

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

/** Why there is no answer; asked again where that may help: what is not there is not there when it is asked for again. */
export function FailedAnswer({ of }: { of: Pick<Resource<unknown>, 'error' | 'refresh'> }) {
  return of.error ? <Failed error={of.error} {...(!isMissing(of.error) && { retry: of.refresh })} /> : null;
}

const isMissing = (error: Error): boolean => error instanceof ApiError && error.status === 404;

interface Props<T> {
  of: Resource<T>;
  height?: number;
  children: (data: NonNullable<T>) => ComponentChildren;
}

/** Says that what is shown is of then, as a later answer failed. */
export function Stale({ of }: { of: Pick<Resource<unknown>, 'error' | 'since'> }) {
  if (!of.error || of.since === undefined) return null;
  return (
    <p class="notice span-12" role="alert">
      Not refreshed since {time(new Date(of.since))}: {of.error.message}
    </p>
  );
}

/** What is known of a resource; while nothing is, that it loads, or why it cannot. What was known stays when a later answer fails, and that is said. */
export function Known<T>({ of, height, children }: Props<T>) {
  if (of.data !== undefined && of.data !== null)
    return (
      <>
        <Stale of={of} />
        {children(of.data)}
      </>
    );
  if (of.error) return <FailedAnswer of={of} />;
  return <Loading {...(height !== undefined && { height })} />;
}
