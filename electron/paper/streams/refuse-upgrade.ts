import { STATUS_CODES } from 'node:http';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { assertNever } from '@shared/domain/assert-never';
import type { RefuseFault } from '../faults/stream-rule';
import { ApiError, refuse } from '../http/api-error';
import { toJson } from '../http/json';
import { report } from '../report';

/** Answers a request to become a WebSocket with a refusal as REST gives it. */
export function refuseUpgrade(socket: Duplex, error: unknown): void {
  if (!(error instanceof ApiError))
    report(error instanceof Error ? (error.stack ?? error.message) : String(error));
  const { status, code, message } = error instanceof ApiError ? error : refuse.fault();
  answer(socket, status, toJson({ code, msg: message }));
}

/** Refuses it as a fault says. */
export function refuseByFault(socket: Duplex, { how, status, body }: RefuseFault): void {
  switch (how) {
    case 'answer':
      return answer(socket, status, body);
    case 'drop':
      socket.end();
      return;
    case 'reset':
      if (socket instanceof Socket) socket.resetAndDestroy();
      else socket.destroy();
      return;
    case 'hang':
      return;
    default:
      assertNever(how);
  }
}

function answer(socket: Duplex, status: number, body: string): void {
  socket.end(
    [
      `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
      'Content-Type: application/json;charset=utf-8',
      `Content-Length: ${Buffer.byteLength(body)}`,
      'Connection: close',
      '',
      body,
    ].join('\r\n'),
  );
}
