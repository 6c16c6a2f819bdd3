import type { Page } from 'playwright-core';
import type { LaunchedApp } from './launch';
import { text, type Terminal } from './terminal';

export type KeyField = 'name' | 'restUrl' | 'streamUrl' | 'keyId' | 'secret';

export interface GivenAccount {
  readonly name: string;
  readonly rest: string;
  /** Default: what the window makes of `rest`. */
  readonly stream?: string;
  readonly key: string;
  readonly secret: string;
}

/** The window in which a key is typed. */
export class KeyWindow {
  constructor(readonly page: Page) {}

  field(field: KeyField) {
    return this.page.getByRole('textbox', { name: text(`key.${field}`), exact: true });
  }

  async fill(given: GivenAccount): Promise<void> {
    await this.fillAllButSecret(given);
    await this.field('secret').fill(given.secret);
  }

  async fillAllButSecret({ name, rest, stream, key }: GivenAccount): Promise<void> {
    await this.field('name').fill(name);
    await this.field('restUrl').fill(rest);
    if (stream !== undefined) await this.field('streamUrl').fill(stream);
    await this.field('keyId').fill(key);
  }

  /** Sends the form; the window stays when it is refused. */
  async check(): Promise<void> {
    await this.page.getByRole('button', { name: text('key.save') }).click();
  }

  /** Sends the form and waits for the window to close, as it does when the key was saved. */
  async save(): Promise<void> {
    const closed = this.page.waitForEvent('close');
    await this.check();
    await closed;
  }

  /** Leaves without saving. */
  async cancel(): Promise<void> {
    const closed = this.page.waitForEvent('close');
    // The window may be gone before the click has been reported.
    const clicked = this.page.getByRole('button', { name: text('key.cancel') }).click();
    await Promise.all([closed, clicked.catch(() => undefined)]);
  }

  /** The fields that are called wrong, with what is said of them. */
  async refusals(): Promise<Partial<Record<KeyField, string>>> {
    await this.page.getByRole('alert').first().waitFor();
    const wrong = this.page.locator('input[aria-invalid=true]');
    return Object.fromEntries(
      await wrong.evaluateAll((inputs) =>
        inputs.map((input) => [
          input.getAttribute('name') ?? '',
          document.getElementById(input.getAttribute('aria-describedby') ?? '')?.textContent.trim() ?? '',
        ]),
      ),
    );
  }
}

/** Opens the key window for a new account, as a user does from the account menu. */
export async function openKeyWindow(app: LaunchedApp, terminal: Terminal): Promise<KeyWindow> {
  await terminal.chooseFromAccountMenu(text('accounts.add'));
  const window = new KeyWindow(await app.window('key'));
  await window.field('name').waitFor();
  return window;
}

/** Adds an account and makes it the one to trade on. */
export async function addAccount(app: LaunchedApp, terminal: Terminal, given: GivenAccount): Promise<void> {
  const window = await openKeyWindow(app, terminal);
  await window.fill(given);
  await window.save();
  await useAccount(terminal, given);
}

/** Switches to an account and waits until the prices of its server are there. */
export async function useAccount(
  terminal: Terminal,
  { name, rest }: Pick<GivenAccount, 'name' | 'rest'>,
): Promise<void> {
  await terminal.chooseFromAccountMenu(name);
  await terminal.header.getByText(name, { exact: true }).waitFor();
  await terminal.connectedTo(rest);
  await terminal.live();
}
