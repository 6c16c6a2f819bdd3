import { createStore } from 'zustand/vanilla';
import { rune } from './rune';

/** What can stand before the desk; `app/dialogs.ts` knows their parts. */
export type DialogName =
  'accounts' | 'limits' | 'diagnostics' | 'settings' | 'palette' | 'shortcuts' | 'about' | 'alert';

/** What this window shows; nothing that main needs to know. */
interface View {
  /** Empty until one is chosen. */
  readonly symbol: string;
  readonly dialog: 'none' | DialogName;
}

const store = createStore<View>(() => ({ symbol: '', dialog: 'none' }));

export const selectedSymbol = rune(store, (view) => view.symbol);
export const openDialog = rune(store, (view) => view.dialog);

/** Shows a symbol in a window that does not decide about the desk's. */
export function followSymbol(symbol: string): void {
  store.setState({ symbol });
}

/** Shows a symbol, and tells main to ask for its orders and prices first. */
export function selectSymbol(symbol: string): void {
  if (store.getState().symbol === symbol) return;
  store.setState({ symbol });
  void window.perch.commands['symbol.select']({ symbol });
}

export function showAccounts(): void {
  store.setState({ dialog: 'accounts' });
}

export function showLimits(): void {
  store.setState({ dialog: 'limits' });
}

export function showDiagnostics(): void {
  store.setState({ dialog: 'diagnostics' });
}

export function showDialog(dialog: DialogName): void {
  store.setState({ dialog });
}

export function closeDialog(): void {
  store.setState({ dialog: 'none' });
}
