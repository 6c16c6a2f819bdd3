import { globalShortcut } from 'electron';
import type { ShowKey } from '@shared/domain/settings';
import { fail, ok, type Result } from '@shared/domain/result';

/** The key that shows or hides the desk from anywhere. It never trades. */
export interface ShowKeyHolder {
  /** Takes that key and gives the one before back. Refused when another program has it; then the one before stays. */
  set(key: ShowKey): Result<null>;
}

export function holdShowKey(onPress: () => void): ShowKeyHolder {
  let held: ShowKey = 'off';

  return {
    set(key) {
      if (key === held) return ok(null);
      if (key !== 'off' && !isTaken(key, onPress)) {
        return fail('settings.showKey', 'The system did not give this key to Perch.');
      }
      if (held !== 'off') globalShortcut.unregister(held);
      held = key;
      return ok(null);
    },
  };
}

function isTaken(key: Exclude<ShowKey, 'off'>, onPress: () => void): boolean {
  try {
    return globalShortcut.register(key, onPress);
  } catch {
    return false;
  }
}
