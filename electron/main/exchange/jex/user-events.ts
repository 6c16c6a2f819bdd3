import { compare, isDecimal, type Decimal } from '@shared/domain/decimal';
import type { FeeRates } from '@shared/domain/fees';
import type { AccountEvent, OrderEvent, UserEvent } from '../streams/user-events';
import {
  decimal,
  digits,
  fields,
  flag,
  list,
  MalformedEvent,
  positive,
  text,
  UnknownEvent,
  whole,
  type Fields,
} from './event-fields';
import { JsonError, parseJson, type Json } from '../json';

/**
 * Reads one frame of the account's stream, without losing a digit of an order id. Throws {@link MalformedEvent} (an event is good as
 * a whole or not at all; JSON that names a field twice is none) and {@link UnknownEvent}.
 */
export function readUserEvent(frame: string): UserEvent {
  const event = fields(parsed(frame), '');
  switch (text(event['e'], 'e')) {
    case 'accountSpotInfo':
      return readAccount(event);
    case 'execSpotReport':
      return readOrder(event);
    default:
      throw new UnknownEvent('It is of a kind that is not known.');
  }
}

function readAccount(event: Fields): AccountEvent {
  const balances = list(event['B'], 'B');
  const fees = readFees(event);
  return {
    kind: 'account',
    eventTime: whole(event['E'], 'E'),
    updateTime: whole(event['u'], 'u'),
    ...(fees ? { fees } : {}),
    balances: balances.map((balance, index) => {
      try {
        return readBalance(balance);
      } catch (error) {
        throw error instanceof MalformedEvent ? error.within(index).within('B') : error;
      }
    }),
  };
}

/** PROTOCOL names no unit. A whole number would be basis points elsewhere in the family; only a share below 1 is taken for what it says. */
function readFees(event: Fields): FeeRates | undefined {
  const [maker, taker] = [event['m'], event['t']].map((rate) =>
    typeof rate === 'number' ? String(rate) : rate,
  );
  const isShare = (rate: unknown): rate is Decimal =>
    typeof rate === 'string' && isDecimal(rate) && compare(rate, '1') < 0;
  return isShare(maker) && isShare(taker) ? { maker, taker } : undefined;
}

function readBalance(value: unknown): AccountEvent['balances'][number] {
  const balance = fields(value, '');
  return {
    asset: text(balance['a'], 'a'),
    free: decimal(balance['f'], 'f'),
    locked: decimal(balance['l'], 'l'),
    // PROTOCOL gives these three without words; T, W and D stand for trade, withdraw and deposit.
    canTrade: flag(balance['T'], 'T'),
    canDeposit: flag(balance['D'], 'D'),
    canWithdraw: flag(balance['W'], 'W'),
  };
}

function readOrder(event: Fields): OrderEvent {
  const side = text(event['S'], 'S');
  if (side !== 'BUY' && side !== 'SELL') throw new MalformedEvent('S', 'BUY or SELL');
  return {
    kind: 'order',
    eventTime: whole(event['E'], 'E'),
    symbol: text(event['s'], 's'),
    orderId: digits(event['i'], 'i'),
    side,
    price: decimal(event['p'], 'p'),
    quantity: positive(event['q'], 'q'),
    executedQuantity: decimal(event['z'], 'z'),
    executedQuote: decimal(event['Z'], 'Z'),
    status: text(event['X'], 'X'),
    transactionTime: whole(event['O'], 'O'),
  };
}

function parsed(frame: string): Json {
  try {
    return parseJson(frame);
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    throw new MalformedEvent(
      '',
      error.reason === 'duplicate-key' ? 'JSON that names each field once' : 'JSON',
    );
  }
}
