import type { Account } from '../accounts/account';
import type { Market } from '../market/market';
import type { OrderIds } from '../trading/order-ids';

export interface SavedState {
  account: Account;
  orderIds: OrderIds;
}
export class StateFile {
  constructor(readonly path: string) {}
  read(_markets: ReadonlyMap<string, Market>): SavedState | undefined {
    return undefined;
  }
  saveSoon(_state: SavedState): void {}
  saveNow(_state: SavedState): void {}
}
