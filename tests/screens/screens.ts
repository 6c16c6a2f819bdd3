import { askAnything } from '../harness/confirm-pane';
import { openKeyWindow } from '../harness/key-window';
import { pattern, text } from '../harness/terminal';
import { act, setLook, type Desk, type Screen } from './screen';

const PANEL = 'section:has(> #bottom-panel)';

/** So that there is a row with its buttons, a balance that is locked, and an order with a story. */
export async function restOrder({ terminal }: Desk): Promise<void> {
  await terminal.ticket.getByRole('button', { name: text('ticket.joinBid') }).click();
  const bid = Number(await terminal.field('price').inputValue());
  await terminal.field('price').fill(String(Math.floor(bid * 0.99)));
  await terminal.field('quantity').fill('0.01');
  await terminal.send();
  await terminal.page
    .getByRole('button', { name: new RegExp(`^${text('orders.cancel')} `) })
    .first()
    .waitFor();
}

/** The screens of a desk on which an order rests: what is looked at for barriers, and pictured. */
export function screensOf(desk: () => Desk): Screen[] {
  const page = () => desk().terminal.page;
  const timelineOfFirst = () =>
    page()
      .getByRole('button', { name: pattern('orders.timelineOf') })
      .first();

  function tab(slug: string, name: string): Screen {
    const open = () =>
      page()
        .getByRole('tab', { name: new RegExp(`^${name}`) })
        .click();
    return { name: `the desk with ${name}`, slug, open, part: PANEL };
  }

  function dialog(slug: string, name: string, open: () => Promise<unknown>): Screen {
    return {
      name: `the dialog ${name}`,
      slug,
      part: 'dialog[open]',
      async open() {
        await open();
        await page().getByRole('dialog', { name, exact: true }).waitFor();
      },
      async close() {
        await page().keyboard.press('Escape');
        await page().locator('dialog[open]').waitFor({ state: 'detached' });
      },
    };
  }

  return [
    { name: 'the desk', slug: 'desk', open: () => Promise.resolve() },
    tab('history', text('history.title')),
    tab('balances', text('balances.title')),
    tab('market', text('market.title')),
    tab('profit', text('performance.title')),
    tab('alerts', text('alerts.title')),
    tab('orders', text('orders.title')),
    {
      name: 'the change of an order',
      slug: 'order-change',
      open: () => timelineOfFirst().press('Enter'),
      part: PANEL,
      close: () => page().keyboard.press('Escape'),
    },
    dialog('palette', text('palette.title'), () => page().keyboard.press('Control+K')),
    dialog('shortcuts', text('shortcuts.title'), () => act(desk(), 'app.shortcuts')),
    dialog('about', text('about.title'), () => act(desk(), 'app.about')),
    dialog('settings', text('settings.title'), () => act(desk(), 'app.settings')),
    dialog('timeline', text('timeline.title'), () => timelineOfFirst().click()),
    dialog('welcome', text('welcome.title'), () => setLook(desk(), { welcomed: 'off' })),
    dialog('accounts', text('accounts.title'), () => act(desk(), 'account.manage')),
    dialog('limits', text('limits.title'), () => act(desk(), 'account.limits')),
    dialog('diagnostics', text('diagnostics.title'), () => act(desk(), 'app.diagnostics')),
    {
      name: 'the key window',
      slug: 'key-window',
      open: async () => (await openKeyWindow(desk().app, desk().terminal)).page,
      close: (window) => window.close(),
    },
    {
      name: 'the confirm window',
      slug: 'confirm-window',
      async open() {
        const question = await askAnything(desk().app);
        // It takes no answer for a moment, and what can not be pressed may be faint.
        await question.getByRole('alertdialog').getByRole('button', { disabled: false }).nth(1).waitFor();
        return question;
      },
      close: (window) => window.close(),
    },
  ];
}
