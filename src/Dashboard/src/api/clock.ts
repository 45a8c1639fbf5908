/** Milliseconds that the gateway's clock is ahead of the browser's. */
let ahead = 0;

/** Takes the gateway's clock from the Date of an answer, which has whole seconds: its middle is the best guess. */
export function setClock(date: string | null, received: number): void {
  const told = date === null ? Number.NaN : Date.parse(date);
  if (!Number.isNaN(told)) ahead = told + 500 - received;
}

/** The present by the gateway's real clock, to a second. The browser's own may be minutes off. */
export const gatewayNow = (): number => Date.now() + ahead;
