import type { Locator } from 'playwright-core';
import { normalize } from '../../shared/domain/decimal';
import { pattern, text, type Terminal } from './terminal';

/** An order of the history as it is shown, figures without separators and needless zeros; empty where there is none. */
export interface ShownHistoryOrder {
  readonly market: string;
  readonly side: string;
  readonly price: string;
  readonly quantity: string;
  readonly filled: string;
  readonly state: string;
}

/** What the terminal shows of the life of orders, and what a user does with it. */
export class OrderDesk {
  constructor(private readonly terminal: Terminal) {}

  get #page() {
    return this.terminal.page;
  }

  /** Lines of the open orders that say what is not known of an order, as text. */
  async doubts(): Promise<string[]> {
    const lines = await this.#page.locator('tr.doubt-line').allInnerTexts();
    return lines.map((line) => line.replace(/\s+/g, ' ').trim());
  }

  /** The buttons of the first order in doubt. */
  doubtButton(name: 'lookNow' | 'notThere' | 'timeline'): Locator {
    return this.#page
      .locator('tr.doubt-line')
      .first()
      .getByRole('button', { name: text(`doubt.${name}`) });
  }

  /** How many orders the tab says are in doubt; 0 when it says nothing. */
  async inDoubt(): Promise<number> {
    const tab = this.#page.getByRole('tab', { name: new RegExp(`^${text('orders.title')}`) });
    const mark = tab.locator('.mark');
    return (await mark.count()) === 0 ? 0 : Number(/\d+/.exec(await mark.innerText())?.[0] ?? 0);
  }

  get held(): Locator {
    return this.terminal.ticket.getByRole('group', { name: text('ticket.held.title') });
  }

  /** Sends the order that is held back all the same, up to main's question. */
  async sendDespiteHold(): Promise<void> {
    await this.held.getByRole('button', { name: text('ticket.held.send') }).click();
  }

  /** Chooses to cancel the open orders of the market on the screen, or all, up to the question in place. */
  async askCancelAll(which: 'this' | 'all'): Promise<void> {
    await this.terminal.showOrders();
    await this.#page.getByRole('button', { name: text('cancelAll.menu'), exact: true }).click();
    const entries = this.#page.getByRole('menu', { name: text('cancelAll.menu') }).getByRole('menuitem');
    await entries.nth(which === 'this' ? 0 : 1).click();
    await this.#page.getByRole('button', { name: text('cancelAll.confirm') }).waitFor();
  }

  /** Says yes in place, and answers what came of it. */
  async confirmCancelAll(): Promise<string> {
    await this.#page.getByRole('button', { name: text('cancelAll.confirm') }).click();
    const dismiss = this.#page.getByRole('button', { name: text('cancelAll.dismiss') });
    await dismiss.waitFor();
    return (await dismiss.locator('xpath=..').innerText()).replace(/\s+/g, ' ').trim();
  }

  async dismissCancelAll(): Promise<void> {
    await this.#page.getByRole('button', { name: text('cancelAll.dismiss') }).click();
  }

  /** Asks, says yes, and answers what came of it. */
  async cancelAll(which: 'this' | 'all'): Promise<string> {
    await this.askCancelAll(which);
    const said = await this.confirmCancelAll();
    await this.dismissCancelAll();
    return said;
  }

  async showHistory(): Promise<void> {
    await this.#page.getByRole('tab', { name: text('history.title'), exact: true }).click();
  }

  get #historyRows(): Locator {
    return this.#page.getByRole('table', { name: text('history.title') }).locator('.row');
  }

  /** The orders of the history that are on the screen, newest first. */
  async history(): Promise<ShownHistoryOrder[]> {
    const rows = await this.#historyRows.evaluateAll((all) =>
      all.map((row) =>
        Object.fromEntries(
          ['symbol', 'side', 'price', 'quantity', 'filled', 'state'].map((name) => [
            name,
            row.querySelector(`[role=cell].${name}`)?.textContent.trim() ?? '',
          ]),
        ),
      ),
    );
    return rows.map(({ symbol = '', side = '', price = '', quantity = '', filled = '', state = '' }) => ({
      market: symbol,
      side: side.replace(/[▲▼]/, '').trim(),
      price: plain(price),
      quantity: plain(quantity),
      filled: filled === '–' ? '' : plain(filled),
      state,
    }));
  }

  async filterHistory(by: 'symbol' | 'side' | 'state' | 'origin' | 'days', value: string): Promise<void> {
    const filters = this.#page.getByRole('group', { name: text('history.filters') });
    await filters.getByRole('combobox', { name: text(`history.${by}`), exact: true }).selectOption(value);
  }

  /** Presses the button that exports, and answers what is said of it. Where to is asked by main's own dialog. */
  async exportHistory(): Promise<string> {
    await this.#page.getByRole('button', { name: text('history.export') }).click();
    const said = this.#page.getByRole('status').getByText(pattern('history.exported'));
    return (await said.innerText()).trim();
  }

  get timelineDialog(): Locator {
    return this.#page.getByRole('dialog', { name: text('timeline.title') });
  }

  /** Opens the life of an order of the history, by its place in it, with the keyboard. */
  async openTimelineOfHistory(place: number): Promise<void> {
    const row = this.#historyRows.nth(place).getByRole('button');
    await row.focus();
    await row.press('Enter');
    await this.timelineDialog.waitFor();
  }

  /** The lines of the timeline that is open, each without its time. */
  async timeline(): Promise<string[]> {
    const lines = this.timelineDialog.getByRole('list', { name: text('timeline.events') });
    await lines.waitFor();
    return lines.locator('.words').allInnerTexts();
  }

  /** Closes it with Escape. */
  async closeTimeline(): Promise<void> {
    await this.#page.keyboard.press('Escape');
    await this.timelineDialog.waitFor({ state: 'detached' });
  }
}

function plain(figure: string): string {
  return figure === '' ? '' : normalize(figure.replace(/,/g, ''));
}
