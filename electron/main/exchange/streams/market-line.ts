import { MOST_STREAMS_PER_CONNECTION, streamsPath } from '../jex/stream-names';
import type { Line } from './line';
import type { Target } from './line-options';
import type { SharedStream } from './shared-stream';

/** What one connection carries. */
export interface MarketTarget extends Target {
  readonly streams: ReadonlyMap<string, SharedStream>;
}

/** A line and the streams that it is meant to carry; a connection made earlier can carry others. */
export interface MarketLine {
  readonly line: Line<MarketTarget>;
  readonly streams: Set<SharedStream>;
  /** Set while others have taken its streams over and it goes on for a moment. */
  cancelLeaving: (() => void) | null;
}

export function targetOf(streams: ReadonlySet<SharedStream>): MarketTarget | null {
  if (streams.size === 0) return null;
  const byName = new Map([...streams].map((stream) => [stream.name, stream]));
  const names = [...byName.keys()];
  return {
    path: streamsPath(names),
    names,
    regular: [...streams].some(({ request }) => request.kind === 'partialDepth'),
    streams: byName,
  };
}

/** How many more streams a line can carry: none beside one that must be apart. */
export function roomOf({ streams, cancelLeaving }: MarketLine): number {
  return cancelLeaving !== null || hasApart(streams) ? 0 : MOST_STREAMS_PER_CONNECTION - streams.size;
}

/** A stream that the line shall carry is not on its way yet. */
export function lacksStreams({ line, streams }: MarketLine): boolean {
  return [...streams].some(({ name }) => line.live?.streams.has(name) !== true);
}

/** The line goes on, and its connection carries what nobody needs of it. */
export function hasWaste({ line, streams }: MarketLine): boolean {
  return streams.size > 0 && line.live !== null && line.live.streams.size > streams.size;
}

/**
 * Which line to give up, and who takes its streams, so that fewer connections carry the same: the line with the fewest streams, if
 * they have room on the others. Empty when there is nothing to gain.
 */
export function mergePlan(lines: readonly MarketLine[]): ReadonlyMap<SharedStream, MarketLine> {
  const calm = lines.filter(
    ({ line, streams }) => line.live !== null && streams.size > 0 && !hasApart(streams),
  );
  const [smallest, ...others] = calm.toSorted((a, b) => a.streams.size - b.streams.size);
  if (smallest === undefined) return new Map();
  const plan = new Map<SharedStream, MarketLine>();
  const left = [...smallest.streams];
  for (const other of others.toReversed()) {
    for (const stream of left.splice(0, roomOf(other))) plan.set(stream, other);
  }
  return left.length === 0 ? plan : new Map();
}

function hasApart(streams: ReadonlySet<SharedStream>): boolean {
  return [...streams].some(({ apart }) => apart);
}
