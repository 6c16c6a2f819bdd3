import { setTimeout as sleep } from 'node:timers/promises';
import type { BrowserContext, Page } from 'playwright-core';
import type { LaunchedApp } from './launch';

/** How long a question may take to come (ms). */
const PATIENCE_MS = 15_000;

/** Has main ask something, so that there is a confirm window: whether trading, which is locked for it, may be unlocked. */
export async function askAnything(app: LaunchedApp): Promise<Page> {
  const terminal = await app.window('terminal');
  await terminal.evaluate(async () => {
    const accountId = await new Promise<string>((resolve) => {
      window.perch.subscribe('accounts', (update) => {
        const { activeId } = 'whole' in update ? update.whole : { activeId: '' };
        if (activeId !== '') resolve(activeId);
      });
    });
    await window.perch.commands['limits.change']({ accountId, changes: { locked: true } });
    // Its answer comes when somebody says yes or no.
    void window.perch.commands['limits.change']({ accountId, changes: { locked: false } });
  });
  return app.window('confirm');
}

/** The window in which main asks, by what a user sees and does in it. */
export class ConfirmPane {
  constructor(readonly page: Page) {
    page.setDefaultTimeout(PATIENCE_MS);
  }

  /** The one that is open now, or undefined. */
  static open(context: BrowserContext): ConfirmPane | undefined {
    const page = context.pages().find((candidate) => candidate.url().includes('/confirm.html'));
    return page && !page.isClosed() ? new ConfirmPane(page) : undefined;
  }

  /** Waits until main asks something. */
  static async coming(context: BrowserContext): Promise<ConfirmPane> {
    const limit = Date.now() + PATIENCE_MS;
    for (;;) {
      const pane = ConfirmPane.open(context);
      if (pane) {
        await pane.page.getByRole('alertdialog').waitFor();
        return pane;
      }
      if (Date.now() > limit) throw new Error(`nothing was asked within ${PATIENCE_MS / 1000} s`);
      await sleep(25);
    }
  }

  /** Says yes to whatever main asks while something is under way. */
  static async saysYesDuring<T>(context: BrowserContext, action: Promise<T>): Promise<T> {
    let over = false;
    const ended = action.finally(() => (over = true));
    ended.catch(() => undefined);
    while (!over) {
      await ConfirmPane.open(context)?.accept();
      await sleep(25);
    }
    return ended;
  }

  async headline(): Promise<string> {
    return (await this.page.getByRole('heading', { level: 1 }).innerText()).trim();
  }

  get acceptButton() {
    return this.page.getByRole('alertdialog').getByRole('button').last();
  }
  get cancelButton() {
    return this.page.getByRole('alertdialog').getByRole('button').first();
  }

  /** Every reason that is given for an unusual order. */
  reasons(): Promise<string[]> {
    return this.page.getByRole('alertdialog').getByRole('listitem').allInnerTexts();
  }

  /** Says yes, as soon as the window takes an answer, and waits until it is gone. */
  accept(): Promise<void> {
    return this.#answer(this.acceptButton.click());
  }

  decline(): Promise<void> {
    return this.#answer(this.cancelButton.click());
  }

  async #answer(clicked: Promise<void>): Promise<void> {
    const closed = this.page.isClosed() ? Promise.resolve() : this.page.waitForEvent('close');
    // The window may be gone before the click has been reported.
    let click = 'is under way';
    const reported = clicked.then(
      () => (click = 'was made'),
      (error: unknown) => (click = `was not made: ${String(error)}`),
    );
    await Promise.all([closed, reported]).catch(async (error: unknown) => {
      const shown = await this.page.evaluate(
        () => `${document.visibilityState}, focus ${document.hasFocus()}: ${document.body.innerText}`,
      );
      throw new Error(`the question stays; the click ${click}; it shows ${shown}`, { cause: error });
    });
  }
}
