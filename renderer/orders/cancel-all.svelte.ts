import { send } from '../state/commands';
import { cancelAllOutcome, type CancelAllOutcome } from './cancel-all-result';

/** What a press on "cancel all" is about; `symbol` undefined for every one. */
export interface CancelAllWish {
  readonly accountId: string;
  readonly symbol: string | undefined;
}

type Stage =
  | { readonly at: 'rest' }
  | { readonly at: 'asking' | 'running'; readonly wish: CancelAllWish }
  | { readonly at: 'done'; readonly outcome: CancelAllOutcome };

/** Cancelling many orders: asked for, confirmed in place, done, told. */
export class CancelAll {
  stage = $state.raw<Stage>({ at: 'rest' });

  ask(wish: CancelAllWish): void {
    if (this.stage.at !== 'running') this.stage = { at: 'asking', wish };
  }

  rest(): void {
    if (this.stage.at !== 'running') this.stage = { at: 'rest' };
  }

  async confirm(): Promise<void> {
    if (this.stage.at !== 'asking') return;
    const { wish } = this.stage;
    this.stage = { at: 'running', wish };
    const { accountId, symbol } = wish;
    const result = await send('order.cancelAll', { accountId, ...(symbol === undefined ? {} : { symbol }) });
    this.stage = { at: 'done', outcome: cancelAllOutcome(result) };
  }
}
