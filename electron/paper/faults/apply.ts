import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { assertNever } from '@shared/domain/assert-never';
import { type Reply, write } from '../http/reply';
import type { RequestFault } from './request-rule';

/** Serves one request wrongly on purpose. `run` makes it take effect and gives the ordinary answer. */
export async function applyFault(
  action: RequestFault,
  run: () => Reply,
  response: ServerResponse,
): Promise<void> {
  switch (action.kind) {
    case 'delay': {
      if (action.when === 'before') await wait(action.ms);
      const reply = run();
      if (action.when === 'after') await wait(action.ms);
      write(response, reply);
      return;
    }
    case 'drop':
      if (action.when === 'after') run();
      response.socket?.end();
      return;
    case 'reset':
      if (action.when === 'after') run();
      response.socket?.resetAndDestroy();
      return;
    case 'hang':
      if (action.when === 'after') run();
      return;
    case 'answer':
      if (action.when === 'after') run();
      write(response, { status: action.status, headers: action.headers, body: action.body });
      return;
    case 'truncate': {
      const reply = run();
      const body = Buffer.from(reply.body, 'utf8');
      response.writeHead(reply.status, { ...reply.headers, 'Content-Length': String(body.length) });
      response.write(body.subarray(0, action.bytes ?? Math.floor(body.length / 2)), () =>
        response.socket?.end(),
      );
      return;
    }
    default:
      assertNever(action);
  }
}
