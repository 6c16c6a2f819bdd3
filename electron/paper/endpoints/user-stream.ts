import { refuse } from '../http/api-error';
import { type Endpoint, parameters } from '../http/endpoint';

const weight = { plain: 1, withSymbol: 1 };
const path = '/api/v1/userDataStream';

export const userStreamEndpoints: readonly Endpoint[] = [
  {
    method: 'POST',
    path,
    security: 'USER_STREAM',
    weight,
    parameters: [],
    handle: ({ exchange, now }) => ({ body: { listenKey: exchange.listenKeys.open(now) } }),
  },
  {
    method: 'PUT',
    path,
    security: 'USER_STREAM',
    weight,
    parameters: parameters('listenKey'),
    handle: (call) => {
      if (!call.exchange.listenKeys.extend(call.text('listenKey'), call.now)) throw refuse.listenKey();
      return { body: {} };
    },
  },
  {
    method: 'DELETE',
    path,
    security: 'USER_STREAM',
    weight,
    parameters: parameters('listenKey'),
    handle: (call) => {
      if (!call.exchange.listenKeys.close(call.text('listenKey'), call.now)) throw refuse.listenKey();
      return { body: {} };
    },
  },
];
