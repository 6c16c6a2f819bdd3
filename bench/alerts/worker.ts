import { watchAlerts, type Watched } from './watched';

type Order =
  | { readonly alerts: number; readonly symbols: number }
  | { readonly calls: number; readonly symbolsEach: number };

let watched: Watched | undefined;

process.on('message', (order: Order) => {
  if ('alerts' in order) {
    watched = watchAlerts(order.alerts, order.symbols);
    // The first prices are held against candles, which takes a turn.
    setTimeout(() => process.send?.({ ready: true }), 2_000);
  } else process.send?.(watched?.run(order.calls, order.symbolsEach));
});
