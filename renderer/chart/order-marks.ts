import type {
  IPrimitivePaneRenderer,
  IPrimitivePaneView,
  ISeriesApi,
  ISeriesPrimitive,
  ISeriesPrimitiveAxisView,
  SeriesAttachedParameter,
  SeriesType,
  Time,
} from 'lightweight-charts';
import type { Side } from '@shared/domain/order';
import type { ChartColours } from './colours';
import { besideEachOther } from './order-lines';
import { placeOf } from './place';

/** An own order as it is drawn. */
export interface OrderMark {
  readonly side: Side;
  readonly price: number;
  readonly priceText: string;
  /** Such as `Buy 0.1500`. */
  readonly label: string;
}

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

/** Own open orders: a dashed line across, a mark at its left, and the price on the scale. */
export class OrderMarks implements ISeriesPrimitive<Time> {
  #marks: readonly OrderMark[] = [];
  #labels: readonly ISeriesPrimitiveAxisView[] = [];
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

  show(marks: readonly OrderMark[]): void {
    this.#marks = marks;
    const labelled = marks.length <= MOST_SCALE_LABELS ? marks : [];
    // Labels without a fixed place are moved apart by the scale, away from the last price.
    this.#labels = labelled.map((mark) => ({
      coordinate: () => this.#y(mark) ?? OUT_OF_SIGHT_PX,
      visible: () => this.#y(mark) !== undefined,
      text: () => mark.priceText,
      textColor: () => this.#tone(mark.side).line,
      backColor: () => this.#tone(mark.side).tint,
    }));
    this.#requestUpdate?.();
  }

  paint(colours: ChartColours): void {
    this.#colours = colours;
    this.#requestUpdate?.();
  }

  #draw({ context, mediaSize }: Scope): void {
    context.font = this.#font;
    context.textBaseline = 'middle';
    const seen = this.#marks.flatMap((mark) => {
      const y = this.#y(mark);
      if (y === undefined) return [];
      return [
        { mark, y: Math.round(y) + 0.5, width: context.measureText(mark.label).width + 2 * PADDING_PX },
      ];
    });
    for (const { mark, y } of seen) this.#line(context, y, mediaSize.width, this.#tone(mark.side).line);
    const room = { left: LEFT_PX, right: mediaSize.width / 2, height: HEIGHT_PX + 1, gap: GAP_PX };
    besideEachOther(seen, room).forEach((x, at) => {
      const placed = seen[at];
      if (x !== undefined && placed) this.#tag(context, placed.mark, x, placed.y, placed.width);
    });
  }

  #line(context: CanvasRenderingContext2D, y: number, width: number, colour: string): void {
    context.strokeStyle = colour;
    context.lineWidth = 1;
    context.setLineDash([6, 4]);
    context.beginPath();
    context.moveTo(0, y);
    context.lineTo(width, y);
    context.stroke();
    context.setLineDash([]);
  }

  #tag(context: CanvasRenderingContext2D, mark: OrderMark, x: number, y: number, width: number): void {
    const tone = this.#tone(mark.side);
    context.beginPath();
    context.roundRect(Math.round(x) + 0.5, y - HEIGHT_PX / 2, Math.round(width), HEIGHT_PX, RADIUS_PX);
    context.fillStyle = this.#colours.panel;
    context.fill();
    context.fillStyle = tone.tint;
    context.fill();
    context.strokeStyle = tone.line;
    context.stroke();
    context.fillStyle = tone.line;
    context.fillText(mark.label, Math.round(x) + PADDING_PX, y + 0.5);
  }

  #tone(side: Side): { line: string; tint: string } {
    return side === 'BUY'
      ? { line: this.#colours.bid, tint: this.#colours.bidTint }
      : { line: this.#colours.ask, tint: this.#colours.askTint };
  }

  #y({ price }: OrderMark): number | undefined {
    return this.#series && placeOf(price, this.#series);
  }
}
