import type { Account } from '@shared/domain/account';
import type { OrderPhase } from '@shared/domain/order-life';
import { tick, untrack } from 'svelte';
import { canSign } from '../accounts/account-tone';
import { activeJournal } from '../state/active-journal';
import { send } from '../state/commands';
import { accounts, activeAccount } from '../state/desk';
import { selectedBook, selectedMarket } from '../state/selected-market';
import { putInTicket } from '../state/ticket-wish';
import { practiceOrder, type PracticeOrder } from './practice-order';
import { focusSubmit } from './ticket-focus';

/** What the exchange took: it rests, or it traded. */
const TAKEN: readonly OrderPhase[] = ['open', 'partly-filled', 'filled', 'cancelled'];

/** The way from a filled ticket to a placed order. Lives in a component. */
export class PracticeTrade {
  /** What the ticket was filled with. */
  order = $state.raw<PracticeOrder | undefined>();
  placed = $state(false);
  readonly #since = Date.now();

  readonly account = $derived(activeAccount.current);
  readonly paper: Account | undefined = $derived(
    accounts.current?.accounts.find(({ kind }) => kind === 'paper'),
  );
  readonly canTrade = $derived(this.account?.kind === 'paper' && canSign(this.account.state));

  readonly #possible = $derived.by(() => {
    const rules = selectedMarket.current?.rules;
    const ask = selectedBook.current?.asks[0]?.[0];
    return rules && ask !== undefined ? practiceOrder(rules, ask) : undefined;
  });

  constructor() {
    $effect(() => {
      if (!this.canTrade || !this.#possible || untrack(() => this.order)) return;
      untrack(() => this.fill());
    });
    $effect(() => {
      const accountId = this.account?.id;
      const { revision } = activeJournal.current ?? {};
      if (!this.canTrade || accountId === undefined || revision === undefined) return;
      void this.#lookFor(accountId);
    });
  }

  /** Fills the ticket with what is possible now, and goes to its button. */
  fill(): void {
    const possible = this.#possible;
    if (!possible) return;
    this.order = possible;
    putInTicket(possible);
    void this.toTicket();
  }

  async toTicket(): Promise<void> {
    // The ticket takes the wish in one turn and shows it in the next.
    await tick();
    await tick();
    focusSubmit();
  }

  /** The journal knows of every order, by whatever way it was sent. */
  async #lookFor(accountId: string): Promise<void> {
    const filter = { origin: 'here' as const, from: this.#since };
    const page = await send('history.page', { accountId, filter, limit: 10 });
    if (page.ok && page.value.orders.some(({ phase }) => TAKEN.includes(phase))) this.placed = true;
  }
}
