import { createStore } from 'zustand/vanilla';
import { symbolsStore, tickersStore } from '../state/desk';
import { rune, type Rune } from '../state/rune';
import { extend, pointOf, type TracePoint } from './trace';

/** Lines are kept for the symbols looked at last, so that going back to one does not start it anew. */
const MOST_SYMBOLS = 12;

const store = createStore<{ readonly lines: ReadonlyMap<string, readonly TracePoint[]> }>(() => ({
  lines: new Map(),
}));

tickersStore.subscribe(({ value }) => {
  const lines = store.getState().lines;
  if (lines.size === 0 || !value) return;
  const next = new Map(lines);
  for (const [symbol, points] of lines) {
    const ticker = value[symbol];
    if (ticker) next.set(symbol, extend(points, pointOf(ticker)));
  }
  store.setState({ lines: next });
});

/** Prices of two exchanges do not make one line: all lines start anew with another server. */
symbolsStore.subscribe(({ value }, { value: before }) => {
  if (value?.restUrl === before?.restUrl) return;
  const { lines } = store.getState();
  store.setState({ lines: new Map([...lines.keys()].map((symbol) => [symbol, []])) });
});

/** Starts or resumes the line of a symbol; it goes on while the window lives, until a dozen others were looked at. */
export function traceOf(symbol: string): Rune<readonly TracePoint[]> {
  const { lines } = store.getState();
  const points = lines.get(symbol) ?? firstPoint(symbol);
  const others = [...lines].filter(([name]) => name !== symbol).slice(-(MOST_SYMBOLS - 1));
  store.setState({ lines: new Map([...others, [symbol, points]]) });
  return rune(store, (state) => state.lines.get(symbol) ?? points);
}

function firstPoint(symbol: string): readonly TracePoint[] {
  const ticker = tickersStore.getState().value?.[symbol];
  return ticker ? [pointOf(ticker)] : [];
}
