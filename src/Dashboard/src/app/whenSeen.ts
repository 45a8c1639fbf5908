/** Acts once the page is in sight, which may be now. Call the result to leave it; nothing where it is done already. */
export function whenSeen(act: () => void): (() => void) | undefined {
  if (!document.hidden) {
    act();
    return undefined;
  }
  const onChange = () => {
    if (document.hidden) return;
    document.removeEventListener('visibilitychange', onChange);
    act();
  };
  document.addEventListener('visibilitychange', onChange);
  return () => document.removeEventListener('visibilitychange', onChange);
}
