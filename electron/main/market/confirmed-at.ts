/**
 * When an event's value was true at the exchange, Unix ms of this machine: an event that was held up on the way is as old as the
 * exchange says. Without a measured clock it is as old as its arrival.
 *
 * @param eventTime Unix ms of the server
 * @param receivedAt Unix ms of this machine
 * @param serverNow the server's clock now, or null when it is not known
 */
export function confirmedAtOf(eventTime: number, receivedAt: number, serverNow: number | null): number {
  return serverNow === null ? receivedAt : receivedAt - Math.max(0, serverNow - eventTime);
}

/** The measured clock of the server can be this much behind. */
const CLOCK_ERROR_MS = 5_000;

/** An event from the future cannot be true, and would keep every true one from being the newer. */
export function isFromFuture(eventTime: number, serverNow: number | null): boolean {
  return serverNow !== null && eventTime > serverNow + CLOCK_ERROR_MS;
}
