import { fail, ok, type Result } from '@shared/domain/result';
import { parseAddress } from './addresses';
import { checkKeyText, type KeyText } from './credentials';

/** What the user gives for an account: a new one, or an account that gets a new key. */
export interface AccountDraft extends KeyText {
  readonly name: string;
  readonly restUrl: string;
  readonly streamUrl: string;
  /** Where the key goes; `session` is memory, for this run only. */
  readonly keep: 'keychain' | 'session';
}

const MAX_NAME = 60;

/** Trims and normalises every field; the first that breaks a rule is named in details.field. */
export function checkDraft(draft: AccountDraft): Result<AccountDraft> {
  const name = checkName(draft.name);
  if (!name.ok) return name;
  const restUrl = parseAddress(draft.restUrl, 'restUrl');
  if (!restUrl.ok) return restUrl;
  const streamUrl = parseAddress(draft.streamUrl, 'streamUrl');
  if (!streamUrl.ok) return streamUrl;
  const key = checkKeyText(draft);
  if (!key.ok) return key;
  return ok({
    ...key.value,
    keep: draft.keep,
    name: name.value,
    restUrl: restUrl.value,
    streamUrl: streamUrl.value,
  });
}

/** Two accounts may have one name; it only has to be there, to fit and to print. */
export function checkName(text: string): Result<string> {
  const name = text.trim();
  const details = { field: 'name', bound: String(MAX_NAME) };
  if (name === '') return fail('account.name-empty', 'The name is empty.', { details });
  if (name.length > MAX_NAME) {
    return fail('account.name-long', `The name is longer than ${MAX_NAME} characters.`, { details });
  }
  if (/\p{Cc}/u.test(name))
    return fail('account.name-characters', 'The name has control characters.', { details });
  return ok(name);
}
