import type {
  ISeriesApi,
  ISeriesPrimitive,
  ISeriesPrimitiveAxisView,
  SeriesAttachedParameter,
  SeriesType,
  Time,
} from 'lightweight-charts';
import { placeOf } from './place';

export interface LastPriceFace {
  /** Undefined while there is no candle. */
  readonly price: number | undefined;
  readonly priceText: string;
  /** Time left of the newest candle; empty hides it. */
  readonly countdown: string;
  readonly background: string;
  readonly colour: string;
}

const LABEL_HEIGHT_PX = 16;
/** Below everything that stands at the last price: so no other label gets between the price and its countdown. */
const JUST_BELOW_PX = 0.01;
const OUT_OF_SIGHT_PX = -1_000;
/** As wide as a digit and as a point, so that the countdown's label is as wide as the price's. */
const FIGURE_SPACE = '\u2007';
const PUNCTUATION_SPACE = '\u2008';

/**
 * The last price on the price scale and, right under it, the time left of its candle. In place of the library's own label, which shows
 * the last candle in view instead of the newest, and writes white on fills that are too light for it.
 *
 * The scale moves overlapping labels apart, beginning at the close of the last candle in view: labels there keep their place.
 */
export class LastPriceLabel implements ISeriesPrimitive<Time> {
  #face: LastPriceFace = { price: undefined, priceText: '', countdown: '', background: '', colour: '' };
  #series: ISeriesApi<SeriesType> | undefined;
  #requestUpdate: (() => void) | undefined;
  readonly #newestSeen: () => boolean;
  readonly #views: readonly ISeriesPrimitiveAxisView[] = [
    {
      ...this.#tone(),
      coordinate: () => this.#y() ?? OUT_OF_SIGHT_PX,
      text: () => this.#face.priceText,
      visible: () => this.#y() !== undefined,
    },
    {
      ...this.#tone(),
      coordinate: () =>
        (this.#y() ?? OUT_OF_SIGHT_PX) + (this.#newestSeen() ? JUST_BELOW_PX : LABEL_HEIGHT_PX),
      text: () => asWideAs(this.#face.countdown, this.#face.priceText),
      visible: () => this.#y() !== undefined && this.#face.countdown !== '',
    },
  ];

  /** `newestSeen` tells whether the newest candle is in view. */
  constructor(newestSeen: () => boolean) {
    this.#newestSeen = newestSeen;
  }

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

  show(face: LastPriceFace): void {
    const known = this.#face;
    const same =
      face.priceText === known.priceText &&
      face.countdown === known.countdown &&
      face.background === known.background &&
      face.colour === known.colour;
    this.#face = face;
    if (!same) this.#requestUpdate?.();
  }

  #tone(): Pick<ISeriesPrimitiveAxisView, 'textColor' | 'backColor' | 'tickVisible'> {
    return {
      textColor: () => this.#face.colour,
      backColor: () => this.#face.background,
      tickVisible: () => false,
    };
  }

  #y(): number | undefined {
    const { price } = this.#face;
    return price === undefined || !this.#series ? undefined : placeOf(price, this.#series);
  }
}

function asWideAs(text: string, wider: string): string {
  const missing = (marks: RegExp): number =>
    Math.max(0, (wider.match(marks)?.length ?? 0) - (text.match(marks)?.length ?? 0));
  return text + FIGURE_SPACE.repeat(missing(/\d/g)) + PUNCTUATION_SPACE.repeat(missing(/\D/g));
}
