import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { showWhenReady, UNREADY_MS } from './show-when-ready';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function setUp() {
  let destroyed = false;
  const window = Object.assign(new EventEmitter(), { isDestroyed: () => destroyed });
  const show = vi.fn();
  showWhenReady(window, show);
  return { window, show, destroy: () => (destroyed = true) };
}

it('is shown with its first frame, once', () => {
  const { window, show } = setUp();
  vi.advanceTimersByTime(100);
  expect(show).not.toHaveBeenCalled();
  window.emit('ready-to-show');
  expect(show).toHaveBeenCalledOnce();
  vi.advanceTimersByTime(2 * UNREADY_MS);
  expect(show).toHaveBeenCalledOnce();
});

it('is shown without a frame when none comes, because none may come before that', () => {
  const { window, show } = setUp();
  vi.advanceTimersByTime(UNREADY_MS);
  expect(show).toHaveBeenCalledOnce();
  window.emit('ready-to-show');
  expect(show).toHaveBeenCalledOnce();
});

it('is left alone when it is gone', () => {
  const { show, destroy } = setUp();
  destroy();
  vi.advanceTimersByTime(UNREADY_MS);
  expect(show).not.toHaveBeenCalled();
});
