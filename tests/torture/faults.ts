import type { RequestFault } from '../../electron/paper/faults/request-rule';
import type { FaultRuleInput } from '../../electron/paper/faults/rule';

/** What happens to so many requests of one click. */
export interface ClickFault {
  readonly action: RequestFault;
  readonly times: number;
}

/** Faults after which the answer is lost. `before` and `after` say whether the request takes effect. */
export const LOSING_FAULTS = [
  'drop before',
  'drop after',
  'reset before',
  'reset after',
  'hang before',
  'hang after',
  '503 -1007 before',
  '503 -1007 after',
  '200 -1007 before',
  '200 -1007 after',
  '504 html before',
  '504 html after',
  'not json before',
  'not json after',
  'truncated',
  'delayed beyond patience',
] as const;

/** Faults after which it is known that nothing happened, or that are only slow. */
export const OTHER_FAULTS = [
  'delayed before',
  'delayed after',
  '429',
  '418',
  '-1021',
  '-1021 twice',
  '-1015',
  '-2010',
] as const;

export type RequestFaultName = (typeof LOSING_FAULTS)[number] | (typeof OTHER_FAULTS)[number];

const refusal = (status: number, code: number, msg: string, headers: Record<string, string> = {}) =>
  ({ kind: 'answer', status, headers, body: JSON.stringify({ code, msg }), when: 'before' }) as const;

/** What the exchange does to the requests of a click. `ms` is how long it delays. */
export function clickFault(name: RequestFaultName, ms: number): ClickFault {
  return { action: actionOf(name, ms), times: name === '-1021 twice' ? 2 : 1 };
}

function actionOf(name: RequestFaultName, ms: number): RequestFault {
  const when = name.endsWith('before') ? 'before' : 'after';
  switch (name) {
    case 'drop before':
    case 'drop after':
      return { kind: 'drop', when };
    case 'reset before':
    case 'reset after':
      return { kind: 'reset', when };
    case 'hang before':
    case 'hang after':
      return { kind: 'hang', when };
    case '503 -1007 before':
    case '503 -1007 after':
      return { ...refusal(503, -1007, 'Timeout waiting for response.'), when };
    case '200 -1007 before':
    case '200 -1007 after':
      return { ...refusal(200, -1007, 'Timeout waiting for response.'), when };
    case '504 html before':
    case '504 html after':
      return { kind: 'answer', status: 504, headers: {}, body: '<html>Gateway Time-out</html>', when };
    case 'not json before':
    case 'not json after':
      return { kind: 'answer', status: 200, headers: {}, body: 'OK', when };
    case 'truncated':
      return { kind: 'truncate' };
    case 'delayed beyond patience':
      return { kind: 'delay', ms: 5 * ms, when: 'after' };
    case 'delayed before':
    case 'delayed after':
      return { kind: 'delay', ms, when };
    case '429':
      return refusal(429, -1003, 'Too many requests.', { 'Retry-After': '1' });
    case '418':
      return refusal(418, -1003, 'Way too many requests.', { 'Retry-After': '2' });
    case '-1021':
    case '-1021 twice':
      return refusal(400, -1021, 'Timestamp is outside of the recvWindow.');
    case '-1015':
      return refusal(400, -1015, 'Too many new orders.', { 'Retry-After': '1' });
    case '-2010':
      return refusal(400, -2010, 'The engine is busy.');
  }
}

const READS = [
  '/api/v1/spot/openOrders',
  '/api/v1/spot/historyOrders',
  '/api/v1/spot/order',
  '/api/v1/account',
];

export const READ_FAULTS = ['drop', 'hang', '503', 'not json', 'truncated', 'delayed'] as const;
export type ReadFaultName = (typeof READ_FAULTS)[number];

/** What the exchange does to a share of the questions about orders and balances. */
export function readFaults(name: ReadFaultName, probability: number, ms: number): FaultRuleInput[] {
  return READS.map((path) => ({ method: 'GET', path, probability, action: readAction(name, ms) }));
}

function readAction(name: ReadFaultName, ms: number): RequestFault {
  switch (name) {
    case 'drop':
      return { kind: 'drop', when: 'after' };
    case 'hang':
      return { kind: 'hang', when: 'after' };
    case '503':
      return { kind: 'answer', status: 503, headers: {}, body: '<html>', when: 'after' };
    case 'not json':
      return { kind: 'answer', status: 200, headers: {}, body: 'OK', when: 'after' };
    case 'truncated':
      return { kind: 'truncate' };
    case 'delayed':
      return { kind: 'delay', ms, when: 'after' };
  }
}

export const STREAM_FAULTS = [
  'cut',
  'close',
  'silence',
  'expire',
  'refuse',
  'drop',
  'duplicate',
  'reorder',
  'delay',
  'corrupt',
] as const;
export type StreamFaultName = (typeof STREAM_FAULTS)[number];

/** What happens to the account's stream from now on. */
export function streamFault(name: StreamFaultName, ms: number): FaultRuleInput {
  const stream = 'account';
  switch (name) {
    case 'cut':
      return { stream, action: { kind: 'cut', how: 'reset' } };
    case 'close':
      return { stream, action: { kind: 'cut', how: 'close' } };
    case 'silence':
      return { stream, action: { kind: 'silence', ms } };
    case 'expire':
      return { stream, action: { kind: 'expire' } };
    case 'refuse':
      return { stream, count: 2, action: { kind: 'refuse' } };
    case 'drop':
      return { stream, probability: 0.5, action: { kind: 'drop' } };
    case 'duplicate':
      return { stream, probability: 0.5, action: { kind: 'duplicate' } };
    case 'reorder':
      return { stream, probability: 0.5, action: { kind: 'reorder' } };
    case 'delay':
      return { stream, probability: 0.5, action: { kind: 'delay', ms } };
    case 'corrupt':
      return { stream, probability: 0.3, action: { kind: 'corrupt', how: 'json' } };
  }
}
