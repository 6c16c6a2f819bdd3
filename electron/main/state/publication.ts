import { packRecords } from '@shared/contract/packed-records';
import { KEYED_TOPICS, type PublishedUpdate, type TopicValues } from '@shared/contract/topics';
import { TOPIC_WINDOWS, type TopicName, type WindowKind } from '@shared/contract/surface';
import type { Demand } from './demand';
import { keyDifferences, type KeyDifference } from './key-differences';
import { packChanges } from './pack-changes';
import type { Readable } from './stores';
import { monotonicMs } from '../exchange/time-source';

/** One message per window in this time at most: a frame at 60 Hz. */
const FRAME_MS = 16;
/** A pane beside the desk comes after it: both paint with the same processors, and a switch of markets is waited for at the desk. */
const PANE_MS = 48;

/** A window that draws nothing for so long, as one behind others, is told the newest all the same. */
const UNDRAWN_MS = 250;

/** From so many records on they travel packed. */
const MANY = 16;

/** The window's side of a publication. `hidden` windows get nothing until they are shown. */
export interface PublicationTarget {
  readonly kind: WindowKind;
  send(updates: readonly PublishedUpdate[]): void;
  isHidden(): boolean;
}

export interface Publication {
  /** Starts a topic with a snapshot. Returns false when this kind of window may not see it. */
  subscribe(topic: unknown): boolean;
  unsubscribe(topic: unknown): void;
  /** The window has drawn what it was told last. */
  drawn(): void;
  /** To be called when a hidden window is shown again: it gets what changed meanwhile. */
  shown(): void;
  close(): void;
}

type Records = Readonly<Record<string, unknown>>;

export type TopicSources = { readonly [T in TopicName]?: Readable<TopicValues[T]> };

/**
 * Publishes stores to one window: a snapshot per subscribed topic, then only what changed, conflated to the newest value and
 * batched into one message per frame (ARCHITECTURE: Typed IPC). Nothing queues: a hidden window costs one dirty mark a topic, and one that
 * is slow is told no more before it has drawn what it was told last.
 */
export function publishTo(
  target: PublicationTarget,
  sources: TopicSources,
  demand?: Pick<Demand, 'add'>,
): Publication {
  const sent = new Map<TopicName, unknown>();
  const differences = new Map<TopicName, (next: Records) => KeyDifference<unknown>>();
  const stops = new Map<TopicName, () => void>();
  const dirty = new Set<TopicName>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** When the window was told something last, ms of the monotonic clock. */
  let toldAt = -Infinity;
  /** Until then the window draws what it was told last; ms of the monotonic clock. */
  let drawingUntil = -Infinity;

  /** What comes after some rest goes at once, and what follows it in the same frame goes together. */
  function schedule(): void {
    if (timer !== undefined || dirty.size === 0 || target.isHidden()) return;
    const now = monotonicMs();
    const paceMs = target.kind === 'pane' ? PANE_MS : toldAt + FRAME_MS - now;
    timer = setTimeout(flush, Math.max(0, paceMs, drawingUntil - now));
  }

  function drawn(): void {
    drawingUntil = -Infinity;
    if (timer !== undefined) clearTimeout(timer);
    timer = undefined;
    schedule();
  }

  function flush(): void {
    timer = undefined;
    if (target.isHidden()) return;
    toldAt = monotonicMs();
    const updates: PublishedUpdate[] = [];
    for (const topic of dirty) {
      const update = nextUpdate(topic);
      if (update) updates.push(update);
    }
    dirty.clear();
    if (updates.length === 0) return;
    drawingUntil = toldAt + UNDRAWN_MS;
    target.send(updates);
  }

  function nextUpdate(topic: TopicName): PublishedUpdate | undefined {
    const value = sources[topic]?.getState();
    const before = sent.get(topic);
    const isFirst = !sent.has(topic);
    if (value === before && !isFirst) return undefined;
    sent.set(topic, value);
    if (!isKeyed(topic)) return { topic, whole: value } as PublishedUpdate;
    const difference = (isFirst ? undefined : differences.get(topic)) ?? keyDifferences<unknown>();
    differences.set(topic, difference);
    return keyedUpdate(topic, difference(value as Records), isFirst ? (value as Records) : undefined);
  }

  return {
    subscribe(topic) {
      if (!isTopicFor(topic, target.kind) || !sources[topic]) return false;
      sent.delete(topic);
      dirty.add(topic);
      if (!stops.has(topic)) {
        const mark = (): void => {
          dirty.add(topic);
          schedule();
        };
        const stopMarks = sources[topic].subscribe(mark);
        const leave = demand?.add(topic);
        stops.set(topic, () => {
          stopMarks();
          leave?.();
        });
      }
      // Whoever asks is a page that listens, also one that was loaded again.
      drawn();
      return true;
    },
    unsubscribe(topic) {
      if (!isTopicFor(topic, target.kind)) return;
      stops.get(topic)?.();
      stops.delete(topic);
      sent.delete(topic);
      differences.delete(topic);
      dirty.delete(topic);
    },
    drawn,
    shown: schedule,
    close() {
      for (const stop of stops.values()) stop();
      stops.clear();
      dirty.clear();
      if (timer !== undefined) clearTimeout(timer);
      timer = undefined;
    },
  };
}

/** @param whole the value when the window has none yet */
function keyedUpdate(
  topic: TopicName,
  difference: KeyDifference<unknown>,
  whole: Records | undefined,
): PublishedUpdate {
  const { keys, values, removed } = difference;
  if (keys.length >= MANY) {
    const changes = whole ? undefined : packChanges(difference);
    if (changes) return { topic, changes, removed };
    const packed = packRecords(keys, values);
    if (packed) return { topic, packed, removed: whole ? null : removed };
  }
  if (whole) return { topic, whole } as PublishedUpdate;
  // fromEntries and not assignment: a key such as `__proto__` is a key like any other.
  return { topic, changed: Object.fromEntries(keys.map((key, at) => [key, values[at]])), removed };
}

function isKeyed(topic: TopicName): boolean {
  return (KEYED_TOPICS as readonly TopicName[]).includes(topic);
}

function isTopicFor(topic: unknown, kind: WindowKind): topic is TopicName {
  if (typeof topic !== 'string' || !Object.hasOwn(TOPIC_WINDOWS, topic)) return false;
  const allowed: readonly WindowKind[] = TOPIC_WINDOWS[topic as TopicName];
  return allowed.includes(kind);
}
