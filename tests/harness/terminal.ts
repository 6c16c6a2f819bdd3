import type { Locator, Page } from 'playwright-core';
import { multiply, normalize } from '../../shared/domain/decimal';
import '../../shared/i18n/every-language';
import { translate, type MessageParameters } from '../../shared/i18n/translate';
import type { MessageKey } from '../../shared/i18n/en';
import type { Language } from '../../shared/domain/settings';
import { ConfirmPane } from './confirm-pane';
import type { Holdings } from './exchange-account';

/** What the window says in English, so that tests name messages and do not repeat them. */
export function text<Key extends MessageKey>(key: Key, ...parameters: MessageParameters<Key>): string {
  return translate('en', key, ...parameters);
}

/** A message as a pattern; parameters that are not given match anything. */
export function pattern(
  key: MessageKey,
  parameters: Readonly<Record<string, string>> = {},
  language: Language = 'en',
): RegExp {
  const escaped = (plain: string): string => plain.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const message: string = (translate as (language: Language, key: MessageKey) => string)(language, key);
  const parts = message.split(/(\{\w+\})/).map((part) => {
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    if (name === undefined) return escaped(part);
    const value = parameters[name];
    return value === undefined ? '.*?' : escaped(value);
  });
  return new RegExp(`^${parts.join('')}$`, 's');
}

/** How long the window may take to show what is waited for (ms). */
const PATIENCE_MS = 15_000;

export type Field = 'price' | 'quantity' | 'total';

/** An order as the list of open orders shows it, figures without separators and needless zeros. */
export interface ShownOrder {
  readonly market: string;
  readonly side: string;
  readonly price: string;
  readonly quantity: string;
  readonly orderId: string;
}

/** The terminal window, by what a user sees and does in it. */
export class Terminal {
  constructor(readonly page: Page) {
    page.setDefaultTimeout(PATIENCE_MS);
  }

  get header(): Locator {
    return this.page.getByRole('banner');
  }
  get ticket(): Locator {
    return this.page.getByRole('region', { name: text('ticket.title') });
  }
  get submit(): Locator {
    return this.ticket.locator('button[type=submit]');
  }
  get test(): Locator {
    return this.ticket.getByRole('button', { name: text('ticket.test') });
  }
  /** The list of markets; choices elsewhere have options too. */
  get markets(): Locator {
    return this.page.getByRole('listbox', { name: text('markets.title') });
  }
  get search(): Locator {
    return this.page.getByRole('textbox', { name: text('markets.search') });
  }
  get accountButton(): Locator {
    return this.header.getByRole('button', { name: text('header.accountMenu') });
  }

  /** Waits until a market shows a price. */
  async live(): Promise<this> {
    await this.markets
      .getByRole('option', { name: /^\S+ \d/ })
      .first()
      .waitFor();
    return this;
  }

  field(field: Field): Locator {
    return this.ticket.getByRole('textbox', { name: text(`ticket.${field}`), exact: true });
  }

  /** What stands below a field of the ticket, as a screen reader tells it. */
  note(field: Field): Promise<string> {
    return this.field(field).evaluate((input) => {
      const id = input.getAttribute('aria-describedby') ?? '';
      return document.getElementById(id)?.textContent.trim() ?? '';
    });
  }

  option(market: string): Locator {
    return this.markets.getByRole('option', { name: new RegExp(`^${market} `) });
  }

  /** Finds a market such as `BTC/USDT` by the search and makes it the one on the screen. */
  async select(market: string): Promise<void> {
    const [base = ''] = market.split('/');
    const ticket = this.ticket.getByRole('radio', { name: text('ticket.buyAsset', { asset: base }) });
    await this.search.fill(market);
    await this.option(market).waitFor();
    await this.search.press('Enter');
    await ticket.waitFor();
  }

  /** Fills the ticket, after what it said of an earlier order is put away. */
  async fill(side: 'BUY' | 'SELL', price: string, quantity: string): Promise<void> {
    await this.dismiss();
    await this.ticket
      .getByRole('radio')
      .nth(side === 'BUY' ? 0 : 1)
      .click();
    await this.field('price').fill(price);
    await this.field('quantity').fill(quantity);
  }

  /**
   * A round price near so many times the best bid of the market on the screen, as `0.87` for 13 % below it, for a market that moves: where
   * the practice market stands is as the day has it. What is in the ticket is replaced.
   */
  async priceAt(times: string): Promise<string> {
    await this.dismiss();
    await this.ticket.getByRole('radio').first().click();
    await this.ticket.getByRole('button', { name: text('ticket.joinBid') }).click();
    return round(multiply(await this.field('price').inputValue(), times));
  }

  async dismiss(): Promise<void> {
    const said = this.ticket.getByRole('button', { name: text('ticket.result.dismiss') });
    // It may go by itself meanwhile, when the order of which it tells is no longer open.
    if (await said.isVisible()) {
      await said.click({ timeout: 2_000 }).catch(async (error: unknown) => {
        if (await said.isVisible()) throw error;
      });
    }
  }

  /** Waits until the ticket says something that fits, and answers it. */
  async says(message: RegExp): Promise<string> {
    const said = this.ticket.getByRole('status').getByText(message);
    return (await said.first().textContent())?.trim() ?? '';
  }

  /** Sends what is in the ticket and says yes when main asks. For an order that the ticket itself lets through. */
  async send(): Promise<void> {
    let clicked = false;
    // The report of the click can be held up until the window that it brought is gone.
    const click = this.submit.click().then(() => (clicked = true));
    await Promise.all([click, this.confirmed(() => clicked)]);
  }

  /** Says yes to the question about the order that was just sent; one that main refuses is not asked about. */
  async confirmed(isSent = (): boolean => true): Promise<void> {
    const limit = Date.now() + PATIENCE_MS;
    const answered = this.ticket.getByRole('button', { name: text('ticket.result.dismiss') });
    let acceptedAt = Number.POSITIVE_INFINITY;
    while (Date.now() < limit) {
      const question = ConfirmPane.open(this.page.context());
      if (question) {
        await question.accept();
        acceptedAt = Date.now();
      }
      // The market moves: what has become unusual meanwhile is asked about once more.
      if (Date.now() - acceptedAt > 500) return;
      if (isSent() && (await answered.isVisible())) return;
      await this.page.waitForTimeout(25);
    }
    const shown = (await this.ticket.innerText()).replaceAll(/\s+/g, ' ');
    const windows = this.page
      .context()
      .pages()
      .map((page) => new URL(page.url()).pathname);
    throw new Error(
      `the order was neither asked about nor answered; the ticket says: ${shown}; windows: ${windows.join(' ')}`,
    );
  }

  /** Waits until main asks something in a window of its own. */
  asked(): Promise<ConfirmPane> {
    return ConfirmPane.coming(this.page.context());
  }

  /** Fills the ticket, sends it, says yes, and answers the id of the order that now rests. */
  async rest(side: 'BUY' | 'SELL', price: string, quantity: string): Promise<string> {
    await this.fill(side, price, quantity);
    await this.send();
    const said = await this.says(pattern('ticket.result.resting'));
    return /\d{3,}/.exec(said)?.[0] ?? '';
  }

  async showOrders(): Promise<void> {
    await this.page.getByRole('tab', { name: new RegExp(`^${text('orders.title')}`) }).click();
  }

  async openOrders(): Promise<ShownOrder[]> {
    const rows = this.page
      .getByRole('table', { name: text('orders.title') })
      .locator('tbody tr:not(.doubt-line, .change-line)');
    const shown = await rows.evaluateAll((all) =>
      all.map((row) => ({
        cells: [...row.querySelectorAll('td')].map((cell) => cell.textContent.trim()),
        cancel: row.querySelector('td.actions .over button')?.getAttribute('aria-label') ?? '',
      })),
    );
    return shown.map(({ cells: [, market = '', side = '', price = '', quantity = ''], cancel }) => ({
      market,
      side: side.replace(/[▲▼]/, '').trim(),
      price: plain(price),
      quantity: plain(quantity),
      orderId: /\d{3,}/.exec(cancel)?.[0] ?? '',
    }));
  }

  async cancel(orderId: string): Promise<void> {
    await this.page
      .getByRole('button', { name: new RegExp(`^${text('orders.cancel')} .*\\b${orderId}:`) })
      .click();
  }

  /** The table of spot balances as it is shown now. */
  async balances(): Promise<Holdings> {
    await this.page.getByRole('tab', { name: text('balances.title'), exact: true }).click();
    const rows = this.page
      .getByRole('table', { name: text('balances.title') })
      .locator('tbody tr:not(.locks-line)');
    const cells = await rows.evaluateAll((all) =>
      all.map((row) => [...row.querySelectorAll('td')].map((cell) => cell.textContent.trim())),
    );
    return Object.fromEntries(
      cells.map(([asset = '', free = '', locked = '']) => [
        asset,
        { free: plain(free), locked: plain(locked) },
      ]),
    );
  }

  /** PAPER, LIVE or READ ONLY. */
  async badge(): Promise<string> {
    return (await this.header.locator('strong').textContent())?.trim() ?? '';
  }

  /** Name and key line of the account on which orders go. */
  async account(): Promise<string> {
    return (await this.accountButton.innerText()).replace(/\s*\n\s*/g, ' ');
  }

  async chooseFromAccountMenu(entry: string | RegExp): Promise<void> {
    await this.accountButton.click();
    const menu = this.page.getByRole('menu', { name: text('header.accountMenu') });
    await menu.getByText(entry).click();
  }

  /** The card of an account in the dialog, which is opened if need be. */
  async accountCard(name: string): Promise<Locator> {
    const dialog = this.page.getByRole('dialog', { name: text('accounts.title') });
    if (!(await dialog.isVisible())) await this.chooseFromAccountMenu(text('accounts.manage'));
    // Its code comes when it is opened.
    await dialog.waitFor();
    return dialog.getByRole('article', { name, exact: true });
  }

  async closeDialog(): Promise<void> {
    await this.page.getByRole('button', { name: text('accounts.close') }).click();
  }

  banner(message: RegExp): Locator {
    return this.page.getByRole('alert').filter({ hasText: loose(message) });
  }

  async connectedTo(rest: string): Promise<void> {
    const bar = this.page.getByRole('contentinfo', { name: text('statusBar.label') });
    await bar.getByText(new URL(rest).host).first().waitFor({ state: 'attached' });
  }

  /** Host and port of the server in use, as the status bar names them. */
  async host(): Promise<string> {
    const bar = this.page.getByRole('contentinfo', { name: text('statusBar.label') });
    return /[\w.-]+:\d+/.exec((await bar.textContent()) ?? '')?.[0] ?? '';
  }
}

/** A shown figure as a plain decimal. */
function plain(figure: string): string {
  return normalize(figure.replace(/,/g, ''));
}

/** Cut down to its three first figures: of fewer decimals than any price that it was made of. */
function round(price: string): string {
  let figures = 0;
  const kept = price.replace(/\d/g, (figure) => {
    if (figures > 0 || figure !== '0') figures += 1;
    return figures > 3 ? '0' : figure;
  });
  return normalize(kept);
}

/** The same pattern anywhere in a text. */
function loose({ source, flags }: RegExp): RegExp {
  return new RegExp(source.replace(/^\^|\$$/g, ''), flags);
}
