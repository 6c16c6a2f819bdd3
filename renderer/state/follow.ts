import type { PerchBridge } from '@shared/contract/bridge';
import type { TopicName } from '@shared/contract/surface';

/** What the desk's later pieces show (renderer/app/furnishing.svelte.ts): asked for with them, so that prices do not wait behind it. */
const LATER: ReadonlySet<TopicName> = new Set<TopicName>([
  'balances',
  'book',
  'candles',
  'chart',
  'diagnostics',
  'fees',
  'journal',
  'openOrders',
  'sparklines',
  'tape',
]);

let waiting: (() => void)[] | undefined = [];

/** Begins to follow a topic now or, of what is shown later, with the rest. */
export function follow({ kind }: Pick<PerchBridge, 'kind'>, topic: TopicName, begin: () => void): void {
  if (waiting && kind === 'terminal' && LATER.has(topic)) waiting.push(begin);
  else begin();
}

/** From now on everything is followed that the desk shows. */
export function followTheRest(): void {
  const due = waiting ?? [];
  waiting = undefined;
  for (const begin of due) begin();
}
