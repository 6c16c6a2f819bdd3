import {
  ColorType,
  CrosshairMode,
  LineStyle,
  TickMarkType,
  type ChartOptions,
  type DeepPartial,
  type Time,
} from 'lightweight-charts';
import type { CandleInterval } from '@shared/domain/market';
import type { Language } from '@shared/domain/settings';
import { markText, momentText, type Zone } from './axis-time';
import { translucent, type ChartColours } from './colours';

/** How wide a candle with its gap is to begin with, and empty room to the right of the newest (bars). */
const BAR_SPACING_PX = 8;
const ROOM_BARS = 6;

/** What never changes while the chart lives. */
export function lastingOptions(fontFamily: string): DeepPartial<ChartOptions> {
  return {
    autoSize: true,
    layout: {
      fontFamily,
      fontSize: 11,
      // Its logo writes HTML and styles into the page, which the content policy refuses; the credit stands beside the chart as text.
      attributionLogo: false,
    },
    rightPriceScale: { entireTextOnly: true, minimumWidth: 72 },
    timeScale: {
      barSpacing: BAR_SPACING_PX,
      minBarSpacing: 0.2,
      rightOffset: ROOM_BARS,
      timeVisible: true,
      secondsVisible: false,
    },
    crosshair: { mode: CrosshairMode.Normal },
    // Nothing moves on by itself after a touch.
    kineticScroll: { mouse: false, touch: false },
  };
}

export function colourOptions(colours: ChartColours): DeepPartial<ChartOptions> {
  const grid = { color: translucent(colours.line, 0.6) };
  const crosshair = {
    color: translucent(colours.dim, 0.7),
    labelBackgroundColor: colours.controlLine,
    style: LineStyle.Dashed,
    width: 1 as const,
  };
  return {
    layout: {
      background: { type: ColorType.Solid, color: colours.panel },
      textColor: colours.dim,
      panes: { separatorColor: colours.line, separatorHoverColor: translucent(colours.dim, 0.25) },
    },
    grid: { vertLines: grid, horzLines: grid },
    crosshair: { vertLine: crosshair, horzLine: crosshair },
    rightPriceScale: { borderColor: colours.line },
    timeScale: { borderColor: colours.line },
  };
}

/** How moments are written on the time axis and under the crosshair. */
export function timeOptions(
  interval: CandleInterval,
  zone: Zone,
  language: Language,
): DeepPartial<ChartOptions> {
  const unixMs = (time: Time): number => Number(time) * 1000;
  return {
    localization: {
      locale: language,
      timeFormatter: (time: Time) => momentText(unixMs(time), interval, zone),
    },
    timeScale: {
      tickMarkFormatter: (time: Time, type: TickMarkType) =>
        markText(unixMs(time), markOf(type), zone, language),
    },
  };
}

function markOf(type: TickMarkType): 'year' | 'month' | 'day' | 'time' {
  if (type === TickMarkType.Year) return 'year';
  if (type === TickMarkType.Month) return 'month';
  return type === TickMarkType.DayOfMonth ? 'day' : 'time';
}
