import type {
  IPrimitivePaneRenderer,
  IPrimitivePaneView,
  ISeriesApi,
  ISeriesPrimitive,
  ISeriesPrimitiveAxisView,
  PrimitiveHoveredItem,
  SeriesAttachedParameter,
  SeriesType,
  Time,
} from 'lightweight-charts';
import type { Decimal } from '@shared/domain/decimal';
import type { ChartColours } from './colours';
import { besideEachOther } from './order-lines';
import { placeOf, wholeLabel } from './place';
import { lineToDrag, type LineTone, type PriceLine } from './price-line';

type Scope = Parameters<
  Parameters<Parameters<IPrimitivePaneRenderer['draw']>[0]['useMediaCoordinateSpace']>[0]
>[0];

const HEIGHT_PX = 18;
const LEFT_PX = 10;
const GAP_PX = 4;
const PADDING_PX = 7;
const RADIUS_PX = 4;
/** With more lines than this their prices would fill the scale; the marks tell enough. */
const MOST_SCALE_LABELS = 10;
const OUT_OF_SIGHT_PX = -1_000;
/** At the bottom of the candles the credit of the library is written, which stays readable. */
const CREDIT_PX = 15;
const DASHES: Readonly<Record<LineTone, number[]>> = { buy: [6, 4], sell: [6, 4], alert: [2, 4] };

/** A line where it is seen now: while it is moved, or asked about, that is not where its price is. */
interface Shown {
  readonly line: PriceLine;
  readonly price: Decimal;
  readonly label: string;
  readonly moved: boolean;
}

/** Own open orders and alerts: a dashed line across, a mark at its left, and the price on the scale. */
export class PriceLines implements ISeriesPrimitive<Time> {
  #lines: readonly PriceLine[] = [];
  #preview: { readonly id: string; readonly price: Decimal } | undefined;
  #isLetGo = false;
  #shown: readonly Shown[] = [];
  #labels: readonly ISeriesPrimitiveAxisView[] = [];
  #write: (price: Decimal) => string = (price) => price;
  #colours: ChartColours;
  readonly #font: string;
  #series: ISeriesApi<SeriesType> | undefined;
  #requestUpdate: (() => void) | undefined;
  readonly #views: readonly IPrimitivePaneView[] = [
    {
      zOrder: () => 'top',
      renderer: () => ({ draw: (target) => target.useMediaCoordinateSpace((scope) => this.#draw(scope)) }),
    },
  ];

  constructor(colours: ChartColours, fontFamily: string) {
    this.#colours = colours;
    this.#font = `500 11px ${fontFamily}`;
  }

  attached({ series, requestUpdate }: SeriesAttachedParameter): void {
    this.#series = series;
    this.#requestUpdate = requestUpdate;
  }

  detached(): void {
    this.#series = undefined;
    this.#requestUpdate = undefined;
  }

  paneViews(): readonly IPrimitivePaneView[] {
    return this.#views;
  }

  priceAxisViews(): readonly ISeriesPrimitiveAxisView[] {
    return this.#labels;
  }

  /** The library sets the pointer's shape by this. */
  hitTest(_x: number, y: number): PrimitiveHoveredItem | null {
    const line = this.lineAt(y);
    return line ? { externalId: `line ${line.id}`, zOrder: 'top', cursorStyle: 'ns-resize' } : null;
  }

  /** The line that can be dragged from there, px from the top of the candles. */
  lineAt(y: number): PriceLine | undefined {
    const places = this.#shown.map(({ line, price }) => ({
      line,
      draggable: line.draggable,
      y: this.#y(price),
    }));
    return lineToDrag(places, y)?.line;
  }

  /** `write` makes the text of a price that a line is moved to. */
  show(lines: readonly PriceLine[], write: (price: Decimal) => string): void {
    this.#lines = lines;
    this.#write = write;
    if (this.#isLetGo) this.#preview = undefined;
    this.#arrange();
  }

  /** Draws one line elsewhere while it is dragged, or all in their places again. */
  preview(preview: { readonly id: string; readonly price: Decimal } | undefined): void {
    this.#preview = preview;
    this.#isLetGo = false;
    this.#arrange();
  }

  /** The line that is dragged was let go: it stays there until the next lines are shown. */
  letGo(): void {
    this.#isLetGo = true;
  }

  paint(colours: ChartColours): void {
    this.#colours = colours;
    this.#requestUpdate?.();
  }

  #arrange(): void {
    this.#shown = this.#lines.map((line) => {
      const price = (this.#preview?.id === line.id ? this.#preview.price : line.proposed) ?? line.price;
      const moved = price !== line.price;
      return { line, price, moved, label: moved ? `${line.label} → ${this.#write(price)}` : line.label };
    });
    const labelled =
      this.#shown.length <= MOST_SCALE_LABELS ? this.#shown : this.#shown.filter(({ moved }) => moved);
    // Labels without a fixed place are moved apart by the scale, away from the last price.
    this.#labels = labelled.map(({ line, price, moved }) => ({
      coordinate: () => this.#y(price) ?? OUT_OF_SIGHT_PX,
      visible: () => this.#y(price) !== undefined,
      text: () => (moved ? this.#write(price) : line.priceText),
      textColor: () => this.#tone(line.tone).line,
      backColor: () => this.#tone(line.tone).tint,
    }));
    this.#requestUpdate?.();
  }

  #draw({ context, mediaSize }: Scope): void {
    context.font = this.#font;
    context.textBaseline = 'middle';
    const seen = this.#shown.flatMap((shown) => {
      const y = this.#y(shown.price);
      if (y === undefined) return [];
      const line = Math.round(y) + 0.5;
      const width = context.measureText(shown.label).width + 2 * PADDING_PX;
      return [{ shown, line, y: wholeLabel(line, HEIGHT_PX + 1, mediaSize.height - CREDIT_PX), width }];
    });
    for (const { shown, line } of seen) this.#line(context, line, mediaSize.width, shown);
    const room = { left: LEFT_PX, right: mediaSize.width / 2, height: HEIGHT_PX + 1, gap: GAP_PX };
    besideEachOther(seen, room).forEach((x, at) => {
      const placed = seen[at];
      if (x !== undefined && placed) this.#tag(context, placed.shown, x, placed.y, placed.width);
    });
  }

  #line(context: CanvasRenderingContext2D, y: number, width: number, { line, moved }: Shown): void {
    context.strokeStyle = this.#tone(line.tone).line;
    context.lineWidth = 1;
    context.setLineDash(moved ? [] : DASHES[line.tone]);
    context.beginPath();
    context.moveTo(0, y);
    context.lineTo(width, y);
    context.stroke();
    context.setLineDash([]);
  }

  #tag(context: CanvasRenderingContext2D, { line, label }: Shown, x: number, y: number, width: number): void {
    const tone = this.#tone(line.tone);
    context.beginPath();
    context.roundRect(Math.round(x) + 0.5, y - HEIGHT_PX / 2, Math.round(width), HEIGHT_PX, RADIUS_PX);
    context.fillStyle = this.#colours.panel;
    context.fill();
    context.fillStyle = tone.tint;
    context.fill();
    context.strokeStyle = tone.line;
    context.stroke();
    context.fillStyle = tone.line;
    context.fillText(label, Math.round(x) + PADDING_PX, y + 0.5);
  }

  #tone(tone: LineTone): { line: string; tint: string } {
    const colours = this.#colours;
    if (tone === 'alert') return { line: colours.text, tint: colours.raised };
    return tone === 'buy'
      ? { line: colours.bid, tint: colours.bidTint }
      : { line: colours.ask, tint: colours.askTint };
  }

  #y(price: Decimal): number | undefined {
    return this.#series && placeOf(Number(price), this.#series);
  }
}
