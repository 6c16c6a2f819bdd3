import { JsonError, parseJson } from '../json';
import { fields, INEXACT_NUMBER, MalformedEvent, text } from './event-fields';

/** What one frame of a market connection says, and over which stream; the stream is empty on a raw connection, where it is the only one. */
export interface Frame {
  readonly stream: string;
  readonly event: unknown;
}

/**
 * Gives a frame to `read`, parsed by JSON.parse. Where that may have lost digits of a number (`read` throws INEXACT_NUMBER) it is
 * parsed again without loss and `read` is called anew, so `read` must have no effects before it has read everything. Throws
 * {@link MalformedEvent} for what is not JSON or not wrapped as PROTOCOL says; of a field named twice the last counts.
 */
export function readFrame<T>(frame: string, combined: boolean, read: (frame: Frame) => T): T {
  try {
    return read(unwrapped(parsed(frame, JSON.parse), combined));
  } catch (error) {
    if (error !== INEXACT_NUMBER) throw error;
    return read(unwrapped(parsed(frame, parseJson), combined));
  }
}

/** PROTOCOL: "combined … with events wrapped `{"stream", "data"}`". */
function unwrapped(value: unknown, combined: boolean): Frame {
  if (!combined) return { stream: '', event: value };
  const wrapper = fields(value, '');
  if (wrapper['data'] === undefined) throw new MalformedEvent('data', 'there');
  return { stream: text(wrapper['stream'], 'stream'), event: wrapper['data'] };
}

function parsed(frame: string, parse: (text: string) => unknown): unknown {
  try {
    return parse(frame);
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof JsonError)) throw error;
    throw new MalformedEvent('', 'JSON');
  }
}
