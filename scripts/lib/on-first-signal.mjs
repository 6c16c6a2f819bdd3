/**
 * Calls `act` at the first signal that asks this script to stop; further ones are ignored, because the ending is
 * bounded in time by itself.
 * @param {() => void} act
 */
export function onFirstSignal(act) {
  let seen = false;
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => {
      if (seen) return;
      seen = true;
      act();
    });
  }
}
