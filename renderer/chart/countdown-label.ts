import type {
  ISeriesApi,
  ISeriesPrimitive,
  ISeriesPrimitiveAxisView,
  SeriesAttachedParameter,
  SeriesType,
  Time,
} from 'lightweight-charts';

export interface CountdownFace {
  /** Empty hides the label. */
  readonly text: string;
  readonly price: number;
  readonly background: string;
  readonly colour: string;
}

/** Below every label that stands exactly there: the label of the last price keeps its place and this one goes under it. */
const JUST_BELOW_PX = 1;
const OUT_OF_SIGHT_PX = -1_000;

/** Time left of the newest candle, on the price scale right under the last price. */
export class CountdownLabel implements ISeriesPrimitive<Time> {
  #face: CountdownFace = { text: '', price: 0, background: '', colour: '' };
  #series: ISeriesApi<SeriesType> | undefined;
  #requestUpdate: (() => void) | undefined;
  readonly #views: readonly ISeriesPrimitiveAxisView[] = [
    {
      coordinate: () => this.#coordinate(),
      text: () => this.#face.text,
      textColor: () => this.#face.colour,
      backColor: () => this.#face.background,
      visible: () => this.#face.text !== '',
      tickVisible: () => false,
    },
  ];

  attached({ series, requestUpdate }: SeriesAttachedParameter): void {
    this.#series = series;
    this.#requestUpdate = requestUpdate;
  }

  detached(): void {
    this.#series = undefined;
    this.#requestUpdate = undefined;
  }

  priceAxisViews(): readonly ISeriesPrimitiveAxisView[] {
    return this.#views;
  }

  show(face: CountdownFace): void {
    const same = face.text === this.#face.text && face.price === this.#face.price;
    if (same && face.background === this.#face.background && face.colour === this.#face.colour) return;
    this.#face = face;
    this.#requestUpdate?.();
  }

  #coordinate(): number {
    const y = this.#series?.priceToCoordinate(this.#face.price);
    return y === null || y === undefined ? OUT_OF_SIGHT_PX : y + JUST_BELOW_PX;
  }
}
