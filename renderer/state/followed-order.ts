/** The entry whose fate the ticket tells by itself, so that nobody else announces it too; 0 for none. */
let entryId = 0;

export function followedOrder(): number {
  return entryId;
}

export function setFollowedOrder(next: number): void {
  entryId = next;
}
