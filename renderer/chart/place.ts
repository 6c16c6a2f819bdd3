import type { ISeriesApi, SeriesType } from 'lightweight-charts';

/**
 * Where a price lies in its pane, px from the top; undefined when it is above or below what is seen. The scale would push a label of
 * such a price to its edge, as if the price were there.
 */
export function placeOf(price: number, series: ISeriesApi<SeriesType>): number | undefined {
  const y = series.priceToCoordinate(price);
  return y === null || y < 0 || y > series.getPane().getHeight() ? undefined : y;
}

/** Where the middle of a label stands, px from the top, whose line is at `y`: near an edge of the pane the label stays whole. */
export function wholeLabel(y: number, height: number, paneHeight: number): number {
  return Math.max(height / 2, Math.min(y, paneHeight - height / 2));
}
