import { fail, type AppError } from '../domain/result';

/** Caps on what a window may send to main: Electron itself has none and main stalls on huge values (SECURITY: measured). */
export const MAX_PAYLOAD_CHARACTERS = 16_384;
const MAX_NODES = 256;
const MAX_DEPTH = 6;

type PayloadRefusal = 'too-large' | 'too-deep' | 'not-plain';

/**
 * Tells why a value may not cross to main, or undefined when it may. Only JSON-like values pass: strings, finite numbers,
 * booleans, null, undefined, arrays and plain objects, within the caps. Visits at most 256 nodes; never throws.
 */
export function refusePayload(value: unknown): PayloadRefusal | undefined {
  let characters = 0;
  let nodes = 0;

  function visit(node: unknown, depth: number): PayloadRefusal | undefined {
    nodes += 1;
    if (nodes > MAX_NODES) return 'too-large';
    if (depth > MAX_DEPTH) return 'too-deep';
    switch (typeof node) {
      case 'string':
        characters += node.length;
        return characters > MAX_PAYLOAD_CHARACTERS ? 'too-large' : undefined;
      case 'number':
        return Number.isFinite(node) && !Object.is(node, -0) ? undefined : 'not-plain';
      case 'boolean':
      case 'undefined':
        return undefined;
      case 'object':
        return node === null ? undefined : visitObject(node, depth);
      default:
        return 'not-plain';
    }
  }

  function visitObject(node: object, depth: number): PayloadRefusal | undefined {
    const prototype: unknown = Object.getPrototypeOf(node);
    const plain = Array.isArray(node) || prototype === null || isObjectPrototype(prototype);
    if (!plain) return 'not-plain';
    const record = node as Readonly<Record<string, unknown>>;
    for (const key in record) {
      characters += key.length;
      if (characters > MAX_PAYLOAD_CHARACTERS) return 'too-large';
      const refusal = visit(record[key], depth + 1);
      if (refusal) return refusal;
    }
    return undefined;
  }

  try {
    return visit(value, 0);
  } catch {
    return 'not-plain';
  }
}

/** Objects of another realm (the page, seen from preload) have another Object.prototype: it is the one without a parent. */
function isObjectPrototype(prototype: unknown): boolean {
  return (
    typeof prototype === 'object' &&
    prototype !== null &&
    Object.getPrototypeOf(prototype) === null &&
    Object.prototype.hasOwnProperty.call(prototype, 'hasOwnProperty')
  );
}

/** {@link refusePayload} as the answer to a command; undefined when the value may cross. */
export function payloadError(value: unknown): { ok: false; error: AppError } | undefined {
  const rule = refusePayload(value);
  return rule && fail('ipc.payload', `The input is ${rule}.`, { details: { rule } });
}
