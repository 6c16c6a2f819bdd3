/** A pointer must move so far before a press becomes a drag (px): a click is not one. */
const BEGIN_PX = 4;

/** A row on its way to another place in the list, by the pointer. Heights in px from the top of the list. */
export class RowDrag {
  readonly #rowHeight: number;
  #from: number | undefined;
  #pressedAt = 0;
  /** The row that is carried; undefined while none is. */
  carried: number | undefined = $state();
  /** The gap it would fall into: before the row of this index, or after the last. */
  gap = $state(0);

  constructor(rowHeight: number) {
    this.#rowHeight = rowHeight;
  }

  press(y: number, count: number): void {
    const row = Math.floor(y / this.#rowHeight);
    this.#from = row >= 0 && row < count ? row : undefined;
    this.#pressedAt = y;
  }

  /** Answers whether a row is carried. */
  moveTo(y: number, count: number): boolean {
    if (this.#from === undefined) return false;
    if (this.carried === undefined && Math.abs(y - this.#pressedAt) < BEGIN_PX) return false;
    this.carried = this.#from;
    this.gap = Math.min(Math.max(Math.round(y / this.#rowHeight), 0), count);
    return true;
  }

  /** Ends the drag; answers where the row goes, or undefined when it stays. */
  drop(): { readonly from: number; readonly to: number } | undefined {
    const from = this.carried;
    const to = from !== undefined && this.gap > from ? this.gap - 1 : this.gap;
    this.cancel();
    return from === undefined || from === to ? undefined : { from, to };
  }

  cancel(): void {
    this.#from = undefined;
    this.carried = undefined;
  }
}
