import type { AlertKind } from '@shared/domain/alert';
import type { Decimal } from '@shared/domain/decimal';
import { createStore } from 'zustand/vanilla';
import { rune } from './rune';
import { showDialog } from './view';

/** What the form of an alert is opened for; nothing is made by it. */
export interface AlertWish {
  /** Empty for the one on the screen. */
  readonly symbol: string;
  /** The price of now when absent. */
  readonly price?: Decimal;
  readonly kind?: AlertKind;
  /** An alert that is to be changed. */
  readonly alertId?: number;
}

const store = createStore<{ readonly wish: AlertWish }>(() => ({ wish: { symbol: '' } }));

export const alertWish = rune(store, (state) => state.wish);

/** Opens the form for a new alert, filled with this symbol and price, or for one that there is. */
export function openAlertForm(wish: AlertWish): void {
  store.setState({ wish });
  showDialog('alert');
}
