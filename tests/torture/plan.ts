import type { OrderIntent } from '@shared/domain/order';
import { mix, randomStream } from '../../electron/paper/market/random';
import { LOSING_FAULTS, OTHER_FAULTS, READ_FAULTS, STREAM_FAULTS } from './faults';
import {
  KILL_POINTS,
  type Kill,
  type KillPoint,
  type Op,
  type Plan,
  type RequestTrouble,
  type Wish,
} from './ops';
import { touches, type Touch } from './touches';

const SPARE_TRIES = 3;

/** The plan of the `index`-th run of a seed: the same every time. */
export function planOf(seed: number, index: number): Plan {
  const runSeed = mix(seed, index);
  return new Planner(runSeed, index).plan();
}

/** Every second run has a kill at a point of its own, in turn, so that none is left out. */
function targetOf(index: number): KillPoint | undefined {
  return index % 2 === 1 ? KILL_POINTS[((index - 1) / 2) % KILL_POINTS.length] : undefined;
}

class Planner {
  readonly #random: () => number;
  readonly #wishes: Wish[] = [];
  readonly #touches: readonly Touch[];
  readonly #recvWindow: number;
  #clockBudget = 2;

  constructor(
    private readonly runSeed: number,
    private readonly index: number,
  ) {
    this.#random = randomStream(runSeed, 'torture');
    this.#touches = touches().slice(0, 1 + this.#below(3));
    // A few with PROTOCOL's own window, so that what is measured of it is honest.
    this.#recvWindow = this.#chance(0.05) ? 5_000 : 400 + this.#below(300);
  }

  plan(): Plan {
    const point = targetOf(this.index);
    const target = point && { point, nth: this.#chance(0.9) ? 1 : 2 };
    const ops: Op[] = [];
    // Most points are reached more surely when nothing has happened before.
    const before = target && this.#chance(0.6) ? 0 : this.#below(5);
    for (let n = 0; n < before; n += 1) ops.push(...this.#anything());
    if (target) {
      ops.push(...this.#provoke(target));
      // Not every try comes to its point: an order may be held back, or a request too slow.
      for (let n = 0; n < SPARE_TRIES; n += 1) {
        const again = this.#provoke({ ...target, nth: 1 });
        ops.push(
          ...again.map((op) =>
            op.kind === 'click' || op.kind === 'cancel' || op.kind === 'replace'
              ? { ...op, spare: true as const }
              : op,
          ),
        );
      }
      const between = this.#below(3);
      for (let n = 0; n < between; n += 1) ops.push(this.#fromOutside());
      ops.push(this.#restart());
    }
    const after = 2 + this.#below(6);
    for (let n = 0; n < after; n += 1) ops.push(...this.#anything());
    // Most runs end with something in doubt.
    if (this.#chance(0.7)) ops.push({ ...this.#click({ fault: this.#losing() }), wait: true });
    if (this.#chance(0.3)) ops.push({ kind: 'repeat', wish: this.#below(Math.max(1, this.#wishes.length)) });
    return {
      seed: this.runSeed,
      symbols: this.#touches.map(({ symbol }) => symbol),
      recvWindow: this.#recvWindow,
      patienceMs: 500 + this.#below(500),
      wishes: this.#wishes,
      ops,
      target,
    };
  }

  /** What makes the process come to that point. */
  #provoke(kill: Kill): Op[] {
    switch (kill.point) {
      case 'approved':
      case 'committing':
      case 'committed':
      case 'signed':
      case 'answered':
      case 'recorded':
      case 'order accepted':
      case 'order arrived': {
        const again = kill.nth > 1 ? [this.#click({})] : [];
        const fault =
          kill.point === 'order arrived' ? this.#delay() : this.#chance(0.4) ? this.#fault() : undefined;
        return [this.#click({ kill, ...(fault && { fault }) }), ...again];
      }
      case 'sending-again':
        return [this.#click({ kill: { ...kill, nth: 1 }, fault: { name: '-1021', ms: 0 } })];
      case 'looking':
      case 'open-read':
      case 'history-read':
      case 'assigned':
        return [this.#click({ kill, fault: this.#losing() })];
      case 'settled':
        return [
          this.#click({
            kill,
            fault: { name: this.#pick(['drop before', 'reset before', '503 -1007 before']), ms: 0 },
          }),
        ];
      case 'replace-noted':
      case 'replace-cancelled':
        return [
          { ...this.#click({ intent: this.#resting() }), wait: true },
          { kind: 'wait', ms: 60 },
          { ...this.#replace(), kill: { ...kill, nth: 1 }, wait: true },
        ];
      case 'cancel-noted':
      case 'cancel-signed':
      case 'cancel-answered':
      case 'cancel-recorded':
      case 'cancel done': {
        const fault = this.#chance(0.4) ? this.#fault() : undefined;
        return [
          { ...this.#click({ intent: this.#resting() }), wait: true },
          { kind: 'wait', ms: 60 },
          {
            kind: 'cancel',
            pick: 0,
            kill: { ...kill, nth: 1 },
            wait: true,
            ...(fault && kill.point !== 'cancel done' && { fault }),
          },
        ];
      }
    }
  }

  #restart(): Op {
    if (!this.#chance(0.3)) return { kind: 'restart', settles: this.#chance(0.6) };
    const point = this.#pick(['looking', 'open-read', 'history-read', 'assigned', 'settled'] as const);
    return { kind: 'restart', settles: this.#chance(0.6), arm: { point, nth: 1 + this.#below(2) } };
  }

  #anything(): Op[] {
    const kinds: readonly (readonly [weight: number, make: () => Op[]])[] = [
      [10, () => [this.#click({})]],
      [14, () => [this.#click({ fault: this.#losing() })]],
      [8, () => [this.#click({ fault: this.#fault() })]],
      [6, () => this.#identical()],
      [6, () => [this.#insistent()]],
      [4, () => [{ kind: 'repeat', wish: this.#below(Math.max(1, this.#wishes.length)) }]],
      [7, () => [this.#cancel()]],
      [7, () => [this.#replace()]],
      [
        2,
        () => [
          {
            kind: 'cancel-all',
            symbol: this.#chance(0.5) ? this.#touch().symbol : undefined,
            wait: this.#chance(0.5),
          },
        ],
      ],
      [10, () => [this.#fromOutside()]],
      [6, () => [{ kind: 'stream', fault: this.#pick(STREAM_FAULTS), ms: 50 + this.#below(800) }]],
      [
        5,
        () => [
          {
            kind: 'reads',
            fault: this.#pick(READ_FAULTS),
            probability: 0.3 + 0.7 * this.#random(),
            ms: 50 + this.#below(500),
          },
        ],
      ],
      [3, () => [{ kind: 'outage', ms: 50 + this.#below(600) }]],
      [2, () => [{ kind: 'freeze', ms: 50 + this.#below(600) }]],
      [3, () => this.#clock()],
      [3, () => this.#storageTrouble()],
      [2, () => [{ kind: 'restart', settles: this.#chance(0.6) }]],
      [2, () => [{ kind: 'wake' }]],
      [4, () => [{ kind: 'wait', ms: this.#below(200) }]],
    ];
    let left = this.#random() * kinds.reduce((sum, [weight]) => sum + weight, 0);
    for (const [weight, make] of kinds) {
      left -= weight;
      if (left < 0) return make();
    }
    return [];
  }

  #click(given: {
    intent?: OrderIntent;
    fault?: RequestTrouble;
    kill?: Kill;
    despiteHold?: boolean;
    insists?: number;
  }): Extract<Op, { kind: 'click' }> {
    const again = this.#wishes.length > 0 && this.#chance(0.2) && given.intent === undefined;
    const intent = given.intent ?? (again ? this.#pick(this.#wishes).intent : this.#intent());
    // Whoever insists does not know better than the app.
    const despiteHold = given.insists === undefined && (given.despiteHold ?? this.#chance(0.05));
    this.#wishes.push({ intent, despiteHold });
    return {
      kind: 'click',
      wish: this.#wishes.length - 1,
      ...(given.fault && { fault: given.fault }),
      ...(given.kill && { kill: given.kill }),
      times: this.#chance(0.2) ? 2 : 1,
      insists: given.insists ?? 0,
      wait: given.kill !== undefined || this.#chance(0.6),
    };
  }

  /** The user clicks again as long as nobody says what became of it. */
  #insistent(): Op {
    return this.#click({ fault: this.#chance(0.8) ? this.#losing() : this.#fault(), insists: 40 });
  }

  /** Several identical orders, some of them also from elsewhere, the first one in doubt. */
  #identical(): Op[] {
    const intent = this.#intent();
    const ops: Op[] = [this.#click({ intent, fault: this.#losing() })];
    const more = 1 + this.#below(2);
    for (let n = 0; n < more; n += 1) {
      if (this.#chance(0.3)) ops.push({ kind: 'wait', ms: this.#below(150) });
      ops.push(
        this.#chance(0.4)
          ? { kind: 'outside', intent }
          : this.#click({
              intent,
              despiteHold: this.#chance(0.6),
              ...(this.#chance(0.4) && { fault: this.#losing() }),
            }),
      );
    }
    return this.#chance(0.2) ? ops.reverse() : ops;
  }

  #cancel(): Op {
    const fault = this.#chance(0.6) ? (this.#chance(0.7) ? this.#losing() : this.#fault()) : undefined;
    return { kind: 'cancel', pick: this.#below(4), wait: this.#chance(0.6), ...(fault && { fault }) };
  }

  #replace(): Extract<Op, { kind: 'replace' }> {
    const fault = this.#chance(0.6) ? (this.#chance(0.7) ? this.#losing() : this.#fault()) : undefined;
    return {
      kind: 'replace',
      pick: this.#below(4),
      // Towards the market it may cross, and fill at once.
      ticks: this.#below(60) - 20,
      percent: this.#pick([40, 100, 100, 150]),
      wait: this.#chance(0.6),
      ...(fault && { fault }),
    };
  }

  #fromOutside(): Op {
    const kind = this.#below(10);
    if (kind < 3) return { kind: 'outside', intent: this.#intent() };
    if (kind < 5 && this.#wishes.length > 0)
      return { kind: 'outside', intent: this.#pick(this.#wishes).intent };
    if (kind < 7) return { kind: 'outside-cancel', pick: this.#below(4) };
    const { symbol, ordinaryLots } = this.#touch();
    const lots = 1 + this.#below(3 * ordinaryLots);
    return { kind: 'market', symbol, side: this.#side(), lots };
  }

  #clock(): Op[] {
    if (this.#clockBudget === 0) return [];
    this.#clockBudget -= 1;
    const ahead = this.#chance(0.5) ? 1 : -1;
    if (this.#chance(0.6)) {
      const ms = ahead * this.#pick([300, 1_500, 20_000, 3_600_000]);
      return [{ kind: 'clock', whose: 'app', ms }];
    }
    return [{ kind: 'clock', whose: 'exchange', ms: ahead * (50 + this.#below(700)) }];
  }

  #storageTrouble(): Op[] {
    const mode = this.#pick(['full', 'read-only'] as const);
    const during = Array.from({ length: 1 + this.#below(2) }, () =>
      this.#chance(0.7)
        ? this.#click({ ...(this.#chance(0.3) && { fault: this.#losing() }) })
        : this.#cancel(),
    );
    const early = this.#chance(0.5) ? [this.#click({ fault: this.#delay() })] : [];
    return [
      ...early,
      { kind: 'storage', mode },
      ...during,
      { kind: 'wait', ms: this.#below(300) },
      { kind: 'storage', mode: 'ok' },
    ];
  }

  #intent(): OrderIntent {
    const touch = this.#touch();
    const side = this.#side();
    const buys = side === 'BUY';
    const [own, other] = buys ? [touch.bid, touch.ask] : [touch.ask, touch.bid];
    const forward = buys ? 1 : -1;
    const lots = touch.ordinaryLots + this.#below(2 * touch.ordinaryLots);
    const of = (ticks: number, many: number): OrderIntent => ({
      symbol: touch.symbol,
      side,
      price: touch.price(ticks),
      quantity: touch.quantity(many),
    });
    switch (this.#below(6)) {
      case 0:
      case 1:
        return this.#resting(touch, side);
      case 2:
        return of(own, lots);
      case 3:
        return Math.abs(other - own) > 1 ? of(own + forward, lots) : of(own, lots);
      case 4:
        return of(other + forward * this.#below(30), lots);
      default:
        // More than there is at that price: a part fills at once, the rest rests.
        return of(other, Math.min((buys ? touch.askLots : touch.bidLots) + lots, 20 * touch.ordinaryLots));
    }
  }

  #resting(touch = this.#touch(), side = this.#side()): OrderIntent {
    const away = 0.02 + 0.1 * this.#random();
    const ticks = Math.round(side === 'BUY' ? touch.bid * (1 - away) : touch.ask * (1 + away));
    const lots = touch.ordinaryLots + this.#below(2 * touch.ordinaryLots);
    return { symbol: touch.symbol, side, price: touch.price(ticks), quantity: touch.quantity(lots) };
  }

  #losing(): RequestTrouble {
    return { name: this.#pick(LOSING_FAULTS), ms: 100 + this.#below(200) };
  }

  #fault(): RequestTrouble {
    return { name: this.#pick(OTHER_FAULTS), ms: 30 + this.#below(Math.min(700, this.#recvWindow)) };
  }

  #delay(): RequestTrouble {
    return { name: 'delayed before', ms: 120 + this.#below(250) };
  }

  #touch(): Touch {
    return this.#pick(this.#touches);
  }

  #side(): 'BUY' | 'SELL' {
    return this.#chance(0.5) ? 'BUY' : 'SELL';
  }

  #pick<T>(from: readonly T[]): T {
    const chosen = from[this.#below(from.length)];
    if (chosen === undefined) throw new Error('nothing to choose from');
    return chosen;
  }

  #below(count: number): number {
    return Math.floor(this.#random() * count);
  }

  #chance(probability: number): boolean {
    return this.#random() < probability;
  }
}
