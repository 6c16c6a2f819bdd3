import type { Lots, Ticks } from '../listing/instrument';
import { type Candle, extend } from './candle';
import { Hour } from './hour';
import { made } from './made-trades';
import type { PastTrades } from './past-trades';
import type { Touch } from './touch';
import { hourOf, MINUTE, MINUTES_PER_HOUR, minuteOf, minuteOfTrade, type Trade, tradeId } from './trade';

/** Live trades kept for the trade lists; more than the longest list. */
const MOST_LIVE_TRADES = 1000;
/** Past hours kept minute by minute; they can always be made again, and with thousands of symbols they would add up. */
const MOST_PAST_HOURS = 2;
/** Hours of live minutes kept; older ones read as the seed has them. */
const MOST_LIVE_HOURS = 7 * 24;

/**
 * Trades and candles of one symbol: real trades since the exchange started, before that the seed's.
 * Everything is derived from trades, so lists, candles of every interval and statistics agree.
 */
export class TradeHistory {
  readonly #live: Trade[] = [];
  #liveCount = 0;
  readonly #liveHours = new Map<number, Hour>();
  readonly #pastHours = new Map<number, Hour>();
  readonly #hourSums = new Map<number, Candle>();
  #newestHour = Number.NaN;
  #last: { ticks: Ticks; time: number } | undefined;

  /**
   * @param startTime ms from which on only {@link record} adds trades
   * @param touch best prices at that time; the last trade before it is not outside them
   */
  constructor(
    private readonly past: PastTrades,
    private readonly startTime: number,
    private readonly touch: () => Touch,
  ) {}

  /** Adds a trade of now and returns its id. A clock that went back does not reorder trades. */
  record(ticks: Ticks, lots: Lots, time: number, buyerIsMaker: boolean): number {
    const last = this.#start();
    const when = Math.max(time, last.time);
    const minute = minuteOf(when);
    const hour = this.#liveHour(hourOf(minute));
    const id = this.#idAt(when, hour);
    this.#keep({ id, ticks, lots, time: when, buyerIsMaker }, hour);
    return id;
  }

  /**
   * An id above all that were given before, also before a restart within the same minute: it goes with the time in the minute, and
   * trades that are faster than that count on from the last.
   */
  #idAt(time: number, hour: Hour): number {
    const minute = minuteOf(time);
    const number = Math.max(hour.count(minute % MINUTES_PER_HOUR), time - minute * MINUTE);
    const last = this.#live.at(-1);
    return Math.max(tradeId(minute, number), last && minuteOfTrade(last.id) === minute ? last.id + 1 : 0);
  }

  /** Fills the time in which the exchange stood still (the machine slept) with the seed's trades. */
  fillGap(from: number, before: number): void {
    this.#start();
    for (let minute = minuteOf(from); minute <= minuteOf(before); minute++) {
      const hour = this.#liveHour(hourOf(minute));
      for (const trade of this.past.minute(minute, from, before)) {
        this.#keep({ ...trade, id: this.#idAt(trade.time, hour) }, hour);
      }
    }
  }

  /** Price of the last trade. */
  get lastTicks(): Ticks {
    return this.#start().ticks;
  }

  /** How many trades there were since the exchange started. */
  get liveCount(): number {
    return this.#liveCount;
  }

  /** The trades after the first `count` live ones, oldest first. */
  liveSince(count: number): Trade[] {
    const fresh = this.#liveCount - count;
    return fresh > 0 ? this.#live.slice(-fresh) : [];
  }

  /** The newest `limit` trades, oldest first. */
  recent(limit: number): Trade[] {
    // What is told now must not get a trade of before later on.
    this.#start();
    const trades = this.#live.slice(-limit);
    for (let minute = minuteOf(this.startTime); trades.length < limit; minute--) {
      trades.unshift(...this.past.minute(minute, -Infinity, this.startTime).slice(-(limit - trades.length)));
    }
    return trades;
  }

  /** At most `limit` trades with an id of at least `id`, oldest first, none before `oldest` (ms). */
  since(id: number, limit: number, oldest: number): Trade[] {
    this.#start();
    const trades: Trade[] = [];
    const first = Math.max(minuteOfTrade(id), minuteOf(oldest));
    for (let minute = first; minute <= minuteOf(this.startTime) && trades.length < limit; minute++) {
      for (const trade of this.past.minute(minute, -Infinity, this.startTime))
        if (trade.id >= id) trades.push(trade);
    }
    for (const trade of this.#live) if (trade.id >= id) trades.push(trade);
    return trades.slice(0, limit);
  }

  /** Candle over the minutes `from` up to, not including, `before`, of which `from` at least has begun by `now` (ms). */
  span(from: number, before: number, now: number): Candle | undefined {
    const end = Math.min(before, minuteOf(now) + 1);
    let total: Candle | undefined;
    let minute = from;
    const pastEnd = Math.min(end, hourOf(minuteOf(this.startTime)) * MINUTES_PER_HOUR);
    if (this.past.seldom && minute < pastEnd) {
      total = this.past.sum(minute, pastEnd);
      minute = pastEnd;
    }
    while (minute < end) {
      const hour = hourOf(minute);
      const hourEnd = (hour + 1) * MINUTES_PER_HOUR;
      const part =
        minute % MINUTES_PER_HOUR === 0 && hourEnd <= end
          ? this.#hourSum(hour, now)
          : this.#partSum(hour, minute, Math.min(hourEnd, end), before - from > MINUTES_PER_HOUR);
      if (part) total = extend(total, part);
      minute = hourEnd;
    }
    return total;
  }

  #hourSum(hour: number, now: number): Candle | undefined {
    const known = this.#hourSums.get(hour);
    if (known) return known;
    const past = hour < hourOf(minuteOf(this.startTime)) && !this.#pastHours.has(hour);
    const sum = past
      ? this.past.sum(hour * MINUTES_PER_HOUR, (hour + 1) * MINUTES_PER_HOUR)
      : this.#hour(hour).sum();
    const over = hour < hourOf(minuteOf(now)) && hour !== this.#newestHour;
    if (sum && over) this.#hourSums.set(hour, sum);
    return sum;
  }

  /** Some minutes of an hour; of a past one that is the end of a `long` span the minutes are not kept, as nobody goes on to ask for them. */
  #partSum(hour: number, from: number, before: number, long: boolean): Candle | undefined {
    if (long && hour < hourOf(minuteOf(this.startTime)) && !this.#pastHours.has(hour))
      return this.past.sum(from, before);
    const first = hour * MINUTES_PER_HOUR;
    return this.#hour(hour).sum(from - first, before - first);
  }

  #hour(hour: number): Hour {
    return hour < hourOf(minuteOf(this.startTime)) ? this.#pastHour(hour) : this.#liveHour(hour);
  }

  #pastHour(number: number): Hour {
    const known = this.#pastHours.get(number);
    if (known) return known;
    // It has a trade in its first minute, so no price is carried into it.
    const hour = Hour.ofMade(0, this.past.makeHour(number));
    this.#pastHours.set(number, hour);
    forgetOldest(this.#pastHours, MOST_PAST_HOURS);
    return hour;
  }

  /** The hour with real trades; also makes the hours without any between it and the last one, so that each carries the right price. */
  #liveHour(number: number): Hour {
    const last = this.#start();
    const known = this.#liveHours.get(number);
    if (known) return known;
    if (number < this.#newestHour) return this.#pastHour(number);
    while (this.#newestHour < number) this.#liveHours.set(++this.#newestHour, new Hour(last.ticks));
    forgetOldest(this.#liveHours, MOST_LIVE_HOURS);
    return this.#liveHours.get(number) ?? this.#pastHour(number);
  }

  /** Makes the hour in which the exchange started, when it is first needed: thousands of symbols must not slow the start. */
  #start(): { ticks: Ticks; time: number } {
    if (this.#last) return this.#last;
    this.#newestHour = hourOf(minuteOf(this.startTime));
    const before = this.past.lastOf(this.#newestHour - 1);
    const count = this.past.makeHour(this.#newestHour, this.startTime);
    const hour = Hour.ofMade(before.ticks, count);
    this.#liveHours.set(this.#newestHour, hour);
    this.#last = count > 0 ? { ticks: made.ticks[count - 1] ?? 0, time: made.times[count - 1] ?? 0 } : before;
    this.#reachTouch(this.#last.ticks, hour);
    return this.#last;
  }

  /** The first quotes stand where the price is now; one trade, the last before the start, brings the last price there. */
  #reachTouch(last: Ticks, hour: Hour): void {
    const { bid, ask } = this.touch();
    if (last >= bid && last <= ask) return;
    this.#add(
      {
        id: this.#idAt(this.startTime, hour),
        ticks: last < bid ? bid : ask,
        lots: this.past.ordinaryLots,
        time: this.startTime,
        buyerIsMaker: last < bid,
      },
      hour,
    );
  }

  #keep(trade: Trade, hour: Hour): void {
    this.#add(trade, hour);
    this.#liveCount++;
  }

  #add(trade: Trade, hour: Hour): void {
    hour.add(minuteOf(trade.time) % MINUTES_PER_HOUR, trade.ticks, trade.lots, trade.buyerIsMaker);
    this.#live.push(trade);
    if (this.#live.length > 2 * MOST_LIVE_TRADES) this.#live.splice(0, this.#live.length - MOST_LIVE_TRADES);
    this.#last = { ticks: trade.ticks, time: trade.time };
  }
}

function forgetOldest(hours: Map<number, Hour>, most: number): void {
  while (hours.size > most) {
    const [oldest] = hours.keys();
    if (oldest === undefined) return;
    hours.delete(oldest);
  }
}
