import { stateTone } from '../accounts/account-tone';
import { nextStep } from '../accounts/next-step';
import { activeAccount, connection, diagnostics, prices } from '../state/desk';
import { keychain } from '../state/keychain';
import { now } from '../state/now';
import { conditionsOf, type Condition } from './conditions';
import { silenceOf } from './silence';
import { wokenAgo } from './woken';

const WRONG: readonly string[] = ['warn', 'bad'];

/** What stands now, gravest first. */
export function standingConditions(): { readonly current: readonly Condition[] } {
  const account = $derived.by(() => {
    const active = activeAccount.current;
    if (!active || !WRONG.includes(stateTone(active.state))) return undefined;
    const waitsForKeychain = nextStep(active.state, active.kind) === 'retry-keychain';
    return { state: active.state, waitsForKeychain };
  });
  const current = $derived.by(() => {
    const status = connection.current;
    if (!status) return [];
    return conditionsOf({
      connection: status,
      silent: silenceOf(status, prices.current, now.current),
      woken: wokenAgo(diagnostics.current, prices.current, now.current),
      keychain: keychain.current.state,
      account,
    });
  });
  return {
    get current() {
      return current;
    },
  };
}
