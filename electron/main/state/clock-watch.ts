import { systemTime, type TimeSource } from '../exchange/time-source';

/** How often the clocks are compared, ms. */
const LOOK_EVERY_MS = 1_000;
/** The wall clock may run this much ahead of or behind the monotonic one between two looks; NTP slews far less. */
const TOLERANCE_MS = 750;
/** A look that comes this late means that the whole machine stood still, where both clocks went on while it slept. */
const STANDSTILL_MS = 10_000;

/**
 * Calls `onJump` with the reason when the wall clock was set or the machine slept: ages reckoned with it mean nothing any more.
 * The power monitor of the system does not tell of either everywhere. Returns what ends the watch.
 */
export function watchClock(onJump: (reason: string) => void, time: TimeSource = systemTime): () => void {
  let wall = time.wall();
  let monotonic = time.monotonic();
  let cancel = time.after(LOOK_EVERY_MS, look, true);

  function look(): void {
    const passed = time.monotonic() - monotonic;
    const jump = time.wall() - wall - passed;
    wall = time.wall();
    monotonic = time.monotonic();
    cancel = time.after(LOOK_EVERY_MS, look, true);
    if (Math.abs(jump) > TOLERANCE_MS) {
      onJump(`The clock of this machine jumped by ${Math.round(jump)} ms.`);
    } else if (passed > STANDSTILL_MS) {
      onJump(`This machine stood still for ${Math.round(passed / 1_000)} s.`);
    }
  }

  return () => cancel();
}
