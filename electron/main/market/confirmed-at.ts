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
