import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createUpdateCourse, type Offer } from './update-course';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const HOURS = 60 * 60_000;

function setUp({ accepts = true } = {}) {
  const state = { unsettled: false, offer: { version: '2.0.0' } as Offer | undefined };
  const downloads: { signal: AbortSignal; finish: () => void }[] = [];
  const check = vi.fn(async () => state.offer);
  const ask = vi.fn(async () => accepts);
  const log = { info: vi.fn(), warn: vi.fn() };
  const course = createUpdateCourse({
    check,
    ask,
    log,
    isUnsettled: () => state.unsettled,
    download: (_offer, signal) =>
      new Promise((resolve, reject) => {
        downloads.push({ signal, finish: resolve });
        signal.addEventListener('abort', () => reject(new Error('cut off')));
      }),
  });
  const passed = (ms = 0) => vi.advanceTimersByTimeAsync(ms);
  return { course, state, check, ask, downloads, log, passed };
}

describe('an update', () => {
  it('is fetched after a yes and installed at the end, not before it is there', async () => {
    const { course, ask, downloads, passed } = setUp();
    course.begin();
    await passed();
    expect([ask.mock.calls, downloads.length, course.mayInstall()]).toEqual([
      [[{ version: '2.0.0' }]],
      1,
      false,
    ]);
    downloads[0]!.finish();
    await passed();
    expect(course.mayInstall()).toBe(true);
  });

  it('waits with its question until no order is in doubt', async () => {
    const { course, state, ask, downloads, passed } = setUp();
    state.unsettled = true;
    course.begin();
    await passed(10 * 60_000);
    expect([ask.mock.calls.length, downloads.length]).toEqual([0, 0]);
    state.unsettled = false;
    await passed(1_000);
    expect([ask.mock.calls.length, downloads.length]).toEqual([1, 1]);
  });

  it('waits with its download when an order came into doubt while the question was open', async () => {
    const { course, state, ask, downloads, passed } = setUp();
    ask.mockImplementation(async () => (state.unsettled = true));
    course.begin();
    await passed(60_000);
    expect(downloads).toEqual([]);
    state.unsettled = false;
    await passed(1_000);
    expect(downloads).toHaveLength(1);
  });

  it('gives a download up for an order in doubt and begins it again afterwards', async () => {
    const { course, state, ask, downloads, passed } = setUp();
    course.begin();
    await passed();
    state.unsettled = true;
    await passed(1_000);
    expect(downloads[0]!.signal.aborted).toBe(true);
    await passed(60_000);
    expect(downloads).toHaveLength(1);
    state.unsettled = false;
    await passed(1_000);
    expect([downloads.length, downloads[1]!.signal.aborted, ask.mock.calls.length]).toEqual([2, false, 1]);
  });

  it('is not installed at an end with an order in doubt', async () => {
    const { course, state, downloads, passed } = setUp();
    course.begin();
    await passed();
    downloads[0]!.finish();
    await passed();
    state.unsettled = true;
    expect(course.mayInstall()).toBe(false);
  });

  it('is asked about once in a run, but the next version is asked about', async () => {
    const { course, state, ask, downloads, passed } = setUp({ accepts: false });
    course.begin();
    await passed(24 * HOURS);
    expect([ask.mock.calls.length, downloads.length, course.mayInstall()]).toEqual([1, 0, false]);
    state.offer = { version: '2.0.1' };
    await passed(6 * HOURS);
    expect(ask.mock.calls.at(-1)).toEqual([{ version: '2.0.1' }]);
  });

  it('is looked for again after a failure, and nothing is asked when there is none', async () => {
    const { course, state, check, ask, log, passed } = setUp();
    state.offer = undefined;
    check.mockRejectedValueOnce(new Error('no route'));
    course.begin();
    await passed(6 * HOURS);
    expect([check.mock.calls.length, ask.mock.calls.length]).toEqual([2, 0]);
    expect(log.warn.mock.calls).toEqual([['update: no route']]);
  });

  it('is let go of at the end of Perch', async () => {
    const { course, check, downloads, log, passed } = setUp();
    course.begin();
    await passed();
    course.end();
    await passed(24 * HOURS);
    expect(downloads.map(({ signal }) => signal.aborted)).toEqual([true]);
    expect([check.mock.calls.length, course.mayInstall(), log.warn.mock.calls]).toEqual([1, false, []]);
  });
});
