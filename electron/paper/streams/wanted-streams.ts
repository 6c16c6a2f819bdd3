import { ApiError, refuse } from '../http/api-error';

/** PROTOCOL: streams per connection. */
const MOST_STREAMS = 10;

/** What the address of a WebSocket asks for. */
export interface WantedStreams {
  readonly names: readonly string[];
  /** Whether events come wrapped as `{stream, data}`. */
  readonly combined: boolean;
}

/** Reads `/ws/<name>` or `/stream?streams=<a>/<b>`; throws a refusal that names what is wrong. */
export function wantedStreams(address: string): WantedStreams {
  const { path, query } = parts(address);
  if (path.startsWith('/ws/')) {
    const name = path.slice('/ws/'.length);
    if (name === '') throw refuse.missing('streams');
    return { names: [name], combined: false };
  }
  if (path !== '/stream') throw refuse.unknownPath();
  const streams = query.get('streams');
  if (streams === null) throw refuse.missing('streams');
  const names = streams.split('/');
  if (names.includes('')) throw refuse.empty('streams');
  if (names.length > MOST_STREAMS)
    throw new ApiError(
      -1101,
      `Too many streams; expected at most '${MOST_STREAMS}' per connection and received '${names.length}'.`,
    );
  return { names: [...new Set(names)], combined: true };
}

function parts(address: string): { path: string; query: URLSearchParams } {
  const at = address.indexOf('?');
  try {
    return {
      path: decodeURIComponent(at < 0 ? address : address.slice(0, at)),
      query: new URLSearchParams(at < 0 ? '' : address.slice(at + 1)),
    };
  } catch {
    throw refuse.illegalEncoding();
  }
}
