/** How soon a lost parent is noticed. */
const parentCheckMs = 250;

/**
 * Calls `act` at the first signal that asks this script to stop; further ones are ignored, because the ending is
 * bounded in time by itself. The end of the parent counts as one: npm passes a signal on to the shell between it and
 * this script, and that shell ends without telling its child.
 * @param {() => void} act
 */
export function onFirstSignal(act) {
  let seen = false;
  const once = () => {
    if (seen) return;
    seen = true;
    clearInterval(watch);
    act();
  };
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, once);
  const parent = process.ppid;
  const watch = setInterval(() => process.ppid !== parent && once(), parentCheckMs);
  watch.unref();
}
