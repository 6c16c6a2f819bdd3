import { MalformedEvent, UnknownEvent } from '../jex/event-fields';
import { readFrame } from '../jex/frames';
import type { BadElements } from '../jex/market-events';
import type { Incidents } from './incidents';
import type { MarketTarget } from './market-line';
import type { SharedStream } from './shared-stream';
import type { EventOf, StreamRequest } from './streams';

interface Received {
  readonly stream: SharedStream;
  /** Null when nothing of it could be used. */
  readonly event: EventOf<StreamRequest> | null;
}

/**
 * Takes what comes over market connections: events go to those who follow their stream; what cannot be believed is counted, once for
 * each frame, and whoever may have lost something by it is told.
 */
export class Reception {
  readonly #incidents: Incidents;

  constructor(incidents: Incidents) {
    this.#incidents = incidents;
  }

  /** @param receivedAt Unix ms of this machine */
  text(target: MarketTarget, text: string, receivedAt: number): void {
    let stream = target.streams.size === 1 ? only(target) : undefined;
    let bad: BadElements | undefined;
    let received: Received;
    try {
      received = readFrame(text, target.streams.size > 1, (frame) => {
        stream ??= target.streams.get(frame.stream);
        if (stream === undefined) throw new UnknownEvent('It is of a stream that was not asked for.');
        return { stream, event: stream.read(frame.event, (elements) => (bad = elements)) };
      });
    } catch (error) {
      this.#refuse(error, stream, target);
      return;
    }
    if (bad !== undefined) {
      this.#report(
        bad.first,
        `${received.stream.name}: ${bad.count} of ${bad.of} elements dropped; of the first: `,
      );
      if (bad.first instanceof MalformedEvent) received.stream.lost();
    }
    if (received.event !== null) received.stream.take(target, received.event, receivedAt);
  }

  binary(target: MarketTarget): void {
    this.#incidents.report('malformed', 'A binary frame.');
    for (const stream of target.streams.values()) stream.lost();
  }

  #refuse(error: unknown, stream: SharedStream | undefined, target: MarketTarget): void {
    if (!(error instanceof MalformedEvent || error instanceof UnknownEvent)) throw error;
    this.#report(error, stream === undefined ? '' : `${stream.name}: `);
    if (error instanceof UnknownEvent) return;
    for (const one of stream === undefined ? target.streams.values() : [stream]) one.lost();
  }

  #report(problem: MalformedEvent | UnknownEvent, before: string): void {
    const kind = problem instanceof MalformedEvent ? 'malformed' : 'unknown';
    this.#incidents.report(kind, before + problem.message);
  }
}

function only(target: MarketTarget): SharedStream | undefined {
  return target.streams.values().next().value;
}
