import type { AlertKind } from '@shared/domain/alert';
import type { Decimal } from '@shared/domain/decimal';
import { createStore } from 'zustand/vanilla';
import { rune } from './rune';

/** What another pane wants to see in the form for a new alert; nothing is made by it. */
export interface AlertWish {
  readonly symbol: string;
  /** The price of now when absent. */
  readonly price?: Decimal;
  readonly kind?: AlertKind;
}

const store = createStore<{ readonly wish: AlertWish | undefined }>(() => ({ wish: undefined }));

/** The wish that the form of alerts has not taken yet. */
export const alertWish = rune(store, (state) => state.wish);

/** Opens the form for a new alert, filled with this symbol and price. */
export function openAlertForm(wish: AlertWish): void {
  store.setState({ wish });
}

export function takeAlertWish(): void {
  store.setState({ wish: undefined });
}
