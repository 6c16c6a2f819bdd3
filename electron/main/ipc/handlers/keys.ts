import { fail, ok } from '@shared/domain/result';
import type { AccountsVault } from '../../vault/accounts';
import type { KnownWindow } from '../known-windows';
import type { Handlers } from '../router';

type KeyHandlers = Pick<Handlers, 'key.readClipboard' | 'key.forgetClipboard' | 'key.save'>;

/** The part of Electron's clipboard that is used here; newer Electrons answer with promises, older ones at once. */
interface Clipboard {
  readText(): string | Promise<string>;
  clear(): void | Promise<void>;
}

interface KeyHandlerOptions {
  readonly accounts: AccountsVault;
  readonly clipboard: Clipboard;
  readonly close: (window: KnownWindow) => void;
  /** A key was saved for this account. */
  readonly onSaved: (accountId: string) => void;
}

const MOST_CHARACTERS = 2560;

/**
 * The key window's commands. A secret taken from the clipboard stays in main, for the window that asked, until it is saved,
 * forgotten, or the window ends (SECURITY promise 2); the window only learns its length.
 */
export function keyHandlers({ accounts, clipboard, close, onSaved }: KeyHandlerOptions): KeyHandlers {
  const taken = new WeakMap<KnownWindow, string>();

  return {
    'key.readClipboard': async (_input, caller) => {
      const text = await clipboard.readText();
      const secret = text.trim();
      if (secret === '') return fail('key.clipboard-empty', 'The clipboard holds no text.');
      if (secret.length > MOST_CHARACTERS || /\s/.test(secret)) {
        return fail('key.clipboard-not-key', 'What the clipboard holds does not look like a secret.');
      }
      taken.set(caller, secret);
      // Only what was taken is cleared: something newer belongs to somebody else.
      if ((await clipboard.readText()) === text) await clipboard.clear();
      return ok({ characters: secret.length });
    },

    'key.forgetClipboard': async (_input, caller) => {
      taken.delete(caller);
      return ok(null);
    },

    'key.save': async ({ accountId, secret: source, ...draft }, caller) => {
      const secret = source.from === 'typed' ? source.text : taken.get(caller);
      if (secret === undefined) {
        return fail('key.clipboard-gone', 'The secret from the clipboard is not there any more.', {
          details: { field: 'secret' },
        });
      }
      const saved =
        accountId === undefined
          ? await accounts.add({ ...draft, secret })
          : await accounts.replaceKey(accountId, { ...draft, secret });
      if (!saved.ok) return saved;
      taken.delete(caller);
      onSaved(saved.value.id);
      close(caller);
      return ok({ accountId: saved.value.id });
    },
  };
}
