import { watchPrices } from './watcher';

let watcher: ReturnType<typeof watchPrices> | undefined;

process.on('message', (order: { readonly symbols: number } | { readonly hour: true }) => {
  if ('hour' in order) return void process.send?.(watcher?.hour());
  watcher = watchPrices(order.symbols);
  process.send?.({ ready: true });
});
