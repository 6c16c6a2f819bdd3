/** How long a message that asks for nothing stays, ms. */
const STAYS_MS = 6_000;

/** The last thing that was done with the chart, or could not be. What failed stays until it is dismissed. */
export class ChartNotice {
  said: { readonly text: string; readonly bad: boolean } | undefined = $state.raw();
  #timer: ReturnType<typeof setTimeout> | undefined;

  say(text: string): void {
    this.#put(text, false);
    this.#timer = setTimeout(() => this.dismiss(), STAYS_MS);
  }

  fail(text: string): void {
    this.#put(text, true);
  }

  dismiss(): void {
    clearTimeout(this.#timer);
    this.said = undefined;
  }

  #put(text: string, bad: boolean): void {
    clearTimeout(this.#timer);
    this.said = { text, bad };
  }
}
