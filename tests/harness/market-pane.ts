import type { Locator, Page } from 'playwright-core';
import type { IncidentKind } from '../../shared/domain/diagnostics';
import { normalize } from '../../shared/domain/decimal';
import { pattern, text } from './terminal';

const withoutSeparators = (figure: string): string => figure.replaceAll(',', '').trim();
const plain = (figure: string): string => normalize(withoutSeparators(figure));

/** What the terminal shows of the market on the screen, as a user sees it. */
export class MarketPane {
  constructor(readonly page: Page) {}

  get book(): Locator {
    return this.page.getByRole('grid', { name: text('book.title') });
  }

  get chart(): Locator {
    return this.page.getByRole('region', { name: text('chart.title') });
  }

  /** Best first, without separators and needless zeros. */
  async levels(side: 'asks' | 'bids'): Promise<(readonly [price: string, quantity: string])[]> {
    const rows = await this.book.locator(`[data-side=${side}]`).evaluateAll((all) =>
      all
        .map((row) => ({
          index: Number((row as HTMLElement).dataset['index']),
          price: row.querySelector('.price')?.textContent ?? '',
          quantity: row.querySelector('.quantity')?.textContent ?? '',
        }))
        .sort((a, b) => a.index - b.index),
    );
    return rows.map(({ price, quantity }) => [plain(price), plain(quantity)] as const);
  }

  async lastPrice(): Promise<string> {
    const header = this.page.getByRole('banner');
    return plain(await header.getByLabel(text('header.last'), { exact: true }).innerText());
  }

  /** The close of the candle in the chart's legend, which is the last one while the pointer is elsewhere. */
  async lastClose(): Promise<string> {
    const legend = this.chart.locator('dl', { has: this.page.getByTitle(text('chart.closeName')) });
    const close = legend.locator('div', {
      has: this.page.getByTitle(text('chart.closeName'), { exact: true }),
    });
    return plain(await close.locator('dd').innerText());
  }

  /** Newest first. */
  async trades(): Promise<(readonly [price: string, quantity: string])[]> {
    const tab = this.page.getByRole('tab', { name: text('tape.title'), exact: true });
    if (await tab.isVisible()) await tab.click();
    const rows = this.page.getByRole('list', { name: text('tape.title') }).getByRole('listitem');
    const cells = await rows.evaluateAll((all) =>
      all.map((row) => [...row.children].map((cell) => cell.textContent ?? '')),
    );
    return cells.map((row) => {
      const [price = '', quantity = ''] = row.filter((cell) => /\d/.test(cell));
      return [plain(price.replace(/[^\d.,]/g, '')), plain(quantity)] as const;
    });
  }

  async showBook(): Promise<void> {
    const tab = this.page.getByRole('tab', { name: text('book.tab'), exact: true });
    if (await tab.isVisible()) await tab.click();
  }

  /** What the header says of the connection, such as `live · 0.2 s`. */
  async connection(): Promise<string> {
    return (await this.page.getByLabel(text('connection.label'), { exact: true }).innerText()).trim();
  }

  async isLive(): Promise<boolean> {
    return pattern('connection.streaming').test(await this.connection());
  }

  /** Panes whose figures are greyed because they are old. */
  async stale(): Promise<{ readonly book: boolean; readonly price: boolean; readonly chart: boolean }> {
    return this.page.evaluate(
      ([last, chart]) => ({
        book: document.querySelector('.book.stale') !== null,
        price:
          document.querySelector(`[aria-label="${last}"]`)?.parentElement?.classList.contains('stale') ??
          false,
        chart: document.querySelector(`[aria-label="${chart}"] .legend.stale`) !== null,
      }),
      [text('header.last'), text('chart.title')] as const,
    );
  }

  /** How often something went wrong, as main tells the window: at most a second old. */
  async counts(): Promise<(kind: IncidentKind) => number> {
    const counts = await this.page.evaluate(
      () =>
        new Promise<Readonly<Record<string, number>>>((resolve) => {
          const stop = window.perch.subscribe('diagnostics', (update) => {
            if (!('whole' in update) || !update.whole) return;
            resolve(update.whole.counts);
            setTimeout(() => stop());
          });
        }),
    );
    return (kind) => counts[kind] ?? Number.NaN;
  }

  /** The same as the diagnostics show it; opens and closes their dialog. */
  async shownCounts(): Promise<(kind: IncidentKind) => number> {
    const dialog = await this.openDiagnostics();
    const entries = await dialog.locator('.counts li').evaluateAll((all) =>
      all.map((row) => {
        const [words, count] = [...row.children].map((cell) => cell.textContent ?? '');
        return [words ?? '', Number((count ?? '').replaceAll(',', ''))] as const;
      }),
    );
    await this.page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    const counts = new Map(entries);
    return (kind) => counts.get(text(`incident.${kind}`)) ?? Number.NaN;
  }

  async openDiagnostics(): Promise<Locator> {
    await this.page.getByRole('button', { name: pattern('statusBar.diagnostics') }).click();
    const dialog = this.page.getByRole('dialog', { name: text('diagnostics.title') });
    await dialog.getByText(text('diagnostics.connections')).waitFor();
    return dialog;
  }
}
