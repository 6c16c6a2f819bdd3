import { INDICATOR_COLOURS, type IndicatorColour } from '@shared/domain/indicators';

/** Colours that the canvas needs, by meaning; read from the tokens of the theme. */
export interface ChartColours {
  readonly panel: string;
  readonly raised: string;
  readonly line: string;
  readonly controlLine: string;
  readonly text: string;
  readonly dim: string;
  readonly bid: string;
  readonly ask: string;
  readonly bidFill: string;
  readonly askFill: string;
  readonly onFill: string;
  readonly bidTint: string;
  readonly askTint: string;
  readonly studies: Readonly<Record<IndicatorColour, string>>;
}

/** From the computed style of an element; throws where a token is missing, which is a defect of the style sheet. */
export function readColours(style: Pick<CSSStyleDeclaration, 'getPropertyValue'>): ChartColours {
  const token = (name: string): string => {
    const value = style.getPropertyValue(`--${name}`).trim();
    if (value === '') throw new Error(`The theme has no colour --${name}`);
    return value;
  };
  return {
    panel: token('panel'),
    raised: token('raised'),
    line: token('line'),
    controlLine: token('control-line'),
    text: token('text'),
    dim: token('dim'),
    bid: token('bid'),
    ask: token('ask'),
    bidFill: token('bid-fill'),
    askFill: token('ask-fill'),
    onFill: token('on-fill'),
    bidTint: token('bid-tint'),
    askTint: token('ask-tint'),
    studies: Object.fromEntries(INDICATOR_COLOURS.map((name) => [name, token(`study-${name}`)])) as Record<
      IndicatorColour,
      string
    >,
  };
}

/** `#rrggbb` with an opacity of 0 … 1. */
export function translucent(hex: string, opacity: number): string {
  return `${hex}${Math.round(opacity * 255)
    .toString(16)
    .padStart(2, '0')}`;
}
