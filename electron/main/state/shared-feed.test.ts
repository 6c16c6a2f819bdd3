import { expect, it, vi } from 'vitest';
import { shareFeed } from './shared-feed';

function setUp() {
  const started: { key: string; tell: (value: number) => void; stop: () => void; wake: () => void }[] = [];
  const feeds = shareFeed<{ stop(): void; wake(): void }, number>((key, tell) => {
    const feed = { stop: vi.fn<() => void>(), wake: vi.fn<() => void>() };
    started.push({ key, tell, ...feed });
    return feed;
  });
  return { feeds, started };
}

it('two who follow the same thing share one feed, and the later one hears the newest value at once', () => {
  const { feeds, started } = setUp();
  const [first, second] = [vi.fn(), vi.fn()];
  feeds.follow('BTCUSDT', first);
  started[0]?.tell(1);
  feeds.follow('BTCUSDT', second);
  started[0]?.tell(2);
  expect(started.map(({ key }) => key)).toEqual(['BTCUSDT']);
  expect(first.mock.calls).toEqual([[1], [2]]);
  expect(second.mock.calls).toEqual([[1], [2]]);
});

it('a feed ends with the last who follows it, and one that stopped hears nothing more', () => {
  const { feeds, started } = setUp();
  const heard = vi.fn();
  const first = feeds.follow('BTCUSDT', heard);
  const second = feeds.follow('BTCUSDT', () => undefined);
  first.stop();
  first.stop();
  started[0]?.tell(1);
  expect(heard).not.toHaveBeenCalled();
  expect(started[0]?.stop).not.toHaveBeenCalled();
  second.stop();
  expect(started[0]?.stop).toHaveBeenCalledOnce();
});

it('following again after the end begins anew, without a value of before', () => {
  const { feeds, started } = setUp();
  feeds.follow('BTCUSDT', () => undefined).stop();
  started[0]?.tell(1);
  const heard = vi.fn();
  feeds.follow('BTCUSDT', heard);
  expect(started).toHaveLength(2);
  expect(heard).not.toHaveBeenCalled();
});

it('waking reaches each feed once, however many follow it', () => {
  const { feeds, started } = setUp();
  feeds.follow('BTCUSDT', () => undefined);
  feeds.follow('BTCUSDT', () => undefined);
  feeds.follow('ETHUSDT', () => undefined);
  feeds.wake();
  expect(started.map(({ wake }) => vi.mocked(wake).mock.calls.length)).toEqual([1, 1]);
});
