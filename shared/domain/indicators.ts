/** What can be drawn over or below the candles. `volume` and `vwap` have no period. */
export const INDICATOR_KINDS = ['volume', 'sma', 'ema', 'vwap', 'rsi'] as const;
export type IndicatorKind = (typeof INDICATOR_KINDS)[number];

/** Names of the colours that the theme keeps for indicators (`--study-<name>`). */
export const INDICATOR_COLOURS = ['blue', 'violet', 'amber', 'cyan', 'pink', 'lime'] as const;
export type IndicatorColour = (typeof INDICATOR_COLOURS)[number];

/** One indicator as the user set it. */
export type Indicator =
  | { readonly kind: 'volume' }
  | { readonly kind: 'vwap'; readonly colour: IndicatorColour }
  | {
      readonly kind: 'sma' | 'ema' | 'rsi';
      /** Candles. */
      readonly period: number;
      readonly colour: IndicatorColour;
    };

/** An RSI needs two prices before it can tell anything. */
export const LEAST_PERIOD = 2;
export const MOST_PERIOD = 500;
export const MOST_INDICATORS = 12;
/** Characters of the whole list as the settings keep it. */
export const MOST_INDICATOR_TEXT = 1_200;

/** Two with the same id would draw the same line. */
export function indicatorId(indicator: Indicator): string {
  return 'period' in indicator ? `${indicator.kind}-${indicator.period}` : indicator.kind;
}

/** As the settings keep it; {@link readIndicators} reads it. */
export function writeIndicators(indicators: readonly Indicator[]): string {
  return JSON.stringify(indicators);
}

/** The list that a text of the settings holds; undefined for anything else, too: an unknown field, a repeated line, a strange period. */
export function readIndicators(text: string): readonly Indicator[] | undefined {
  if (text.length > MOST_INDICATOR_TEXT) return undefined;
  const list = parsed(text);
  if (!Array.isArray(list) || list.length > MOST_INDICATORS || !list.every(isIndicator)) return undefined;
  return new Set(list.map(indicatorId)).size === list.length ? list : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function isIndicator(value: unknown): value is Indicator {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const { kind, period, colour, ...rest } = value as Readonly<Record<string, unknown>>;
  if (Object.keys(rest).length > 0) return false;
  switch (kind) {
    case 'volume':
      return period === undefined && colour === undefined;
    case 'vwap':
      return period === undefined && isColour(colour);
    case 'sma':
    case 'ema':
    case 'rsi':
      return isPeriod(period) && isColour(colour);
    default:
      return false;
  }
}

export function isPeriod(value: unknown): value is number {
  return (
    typeof value === 'number' && Number.isInteger(value) && value >= LEAST_PERIOD && value <= MOST_PERIOD
  );
}

function isColour(value: unknown): value is IndicatorColour {
  return INDICATOR_COLOURS.some((colour) => colour === value);
}
