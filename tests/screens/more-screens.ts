import { text } from '../harness/terminal';
import { act, setLook, type Desk, type Screen } from './screen';

export const INDICATORS = JSON.stringify([
  { kind: 'volume' },
  { kind: 'sma', period: 20, colour: 'blue' },
  { kind: 'ema', period: 50, colour: 'violet' },
  { kind: 'rsi', period: 14, colour: 'cyan' },
]);

/** Screens of which the barriers are those of another one, but the looks are not. */
export function moreScreensOf(desk: () => Desk): Screen[] {
  const page = () => desk().terminal.page;
  const ticket = () => desk().terminal.ticket;
  const gone = async () => {
    await page().keyboard.press('Escape');
    await page().locator('dialog[open]').waitFor({ state: 'detached' });
  };
  const tab = (name: string) => page().getByRole('tab', { name, exact: true });

  return [
    {
      name: 'a search for a market',
      slug: 'markets-search',
      open: () => desk().terminal.search.fill('bt'),
      close: () => desk().terminal.search.fill(''),
    },
    {
      name: 'a search that finds nothing',
      slug: 'markets-nothing-found',
      open: () => desk().terminal.search.fill('zzz'),
      close: () => desk().terminal.search.fill(''),
    },
    {
      name: 'a watchlist',
      slug: 'watchlist',
      async open() {
        await tab(text('watchlist.first')).click();
        await page()
          .getByRole('button', { name: text('watchlist.begin') })
          .click();
        await desk().terminal.markets.getByRole('option').first().waitFor();
      },
    },
    {
      name: 'a chart with studies, an order and an alert',
      slug: 'chart',
      async open() {
        await setLook(desk(), { indicators: INDICATORS });
        await page().evaluate(
          () => document.activeElement instanceof HTMLElement && document.activeElement.blur(),
        );
        await page().keyboard.press('a');
        const form = page().getByRole('dialog', { name: text('alerts.new.title') });
        await form.getByLabel(text('alerts.field.kind')).selectOption('rises');
        const price = form.getByLabel(text('alerts.field.price'), { exact: true });
        // It begins at the price of now, from which this one rises.
        await price.fill(String(Math.round(Number(await price.inputValue()) * 1.003)));
        await form.getByLabel(text('alerts.field.note')).fill('Take some profit');
        await form.getByRole('button', { name: text('alerts.create') }).click();
        await form.waitFor({ state: 'detached' });
        await page().waitForTimeout(800);
      },
    },
    {
      name: 'the choice of indicators',
      slug: 'indicators',
      async open() {
        await page()
          .getByRole('button', { name: text('indicator.title'), exact: true })
          .click();
        await page()
          .getByRole('dialog', { name: text('indicator.title') })
          .waitFor();
      },
      close: gone,
    },
    {
      name: 'the form of an alert',
      slug: 'alert-form',
      async open() {
        await page().evaluate(
          () => document.activeElement instanceof HTMLElement && document.activeElement.blur(),
        );
        await page().keyboard.press('a');
        await page()
          .getByRole('dialog', { name: text('alerts.new.title') })
          .waitFor();
      },
      close: gone,
    },
    {
      name: 'the depth chart',
      slug: 'depth-chart',
      open: () => tab(text('depthChart.tab')).click(),
      close: () => page().locator('#area-depth').getByRole('tab').first().click(),
    },
    {
      name: 'the trades',
      slug: 'trades',
      async open() {
        const trades = tab(text('tape.title'));
        if (await trades.isVisible()) await trades.click();
      },
      close: () => page().locator('#area-depth').getByRole('tab').first().click(),
    },
    {
      name: 'a ticket that buys at once',
      slug: 'ticket-takes',
      async open() {
        await ticket()
          .getByRole('button', { name: text('ticket.takeAsk') })
          .click();
        await ticket()
          .getByRole('button', { name: text('ticket.percent', { percent: 25 }), exact: true })
          .click();
      },
    },
    {
      name: 'a ticket that breaks rules',
      slug: 'ticket-refuses',
      async open() {
        await desk().terminal.field('price').fill('1.234567');
        await desk().terminal.field('quantity').fill('900000');
        await desk().terminal.field('quantity').blur();
      },
      close: () => desk().terminal.field('quantity').fill('0.01'),
    },
    {
      name: 'armed hotkeys',
      slug: 'armed',
      open: () =>
        ticket()
          .getByRole('switch', { name: text('hotkeys.title') })
          .click(),
      close: () =>
        ticket()
          .getByRole('switch', { name: text('hotkeys.title') })
          .click(),
    },
    {
      name: 'a question about an order',
      slug: 'confirm-order',
      async open() {
        const { terminal, app } = desk();
        await ticket()
          .getByRole('button', { name: text('ticket.joinBid') })
          .click();
        await terminal.field('quantity').fill('0.02');
        await terminal.submit.click();
        const question = await app.window('confirm');
        await question.getByRole('alertdialog').getByRole('button', { disabled: false }).nth(1).waitFor();
        return question;
      },
      close: (question) =>
        question
          .getByRole('alertdialog')
          .getByRole('button')
          .first()
          .click()
          .catch(() => undefined),
    },
    ...(['chart', 'book'] as const).map((content): Screen => ({
      name: `a ${content} in a window of its own`,
      slug: `pane-${content}`,
      async open() {
        await page().evaluate((wanted) => window.perch.commands['pane.open']({ content: wanted }), content);
        const pane = await desk().app.window('pane');
        await pane.waitForTimeout(2_000);
        return pane;
      },
      close: (pane) => pane.close(),
    })),
    ...(['appearance', 'language', 'numbers', 'sounds', 'trading', 'system', 'diagnostics'] as const).map(
      (section): Screen => ({
        name: `the settings: ${section}`,
        slug: `settings-${section}`,
        async open() {
          await act(desk(), 'app.settings');
          const dialog = page().getByRole('dialog', { name: text('settings.title'), exact: true });
          await dialog.getByRole('tab', { name: text(`settings.${section}`), exact: true }).click();
        },
        close: gone,
      }),
    ),
  ];
}
