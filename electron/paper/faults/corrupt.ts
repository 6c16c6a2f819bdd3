import { assertNever } from '@shared/domain/assert-never';
import type { Json } from '../http/json';
import type { MessageFault } from './stream-rule';

type Corruption = Extract<MessageFault, { kind: 'corrupt' }>;
type Fields = { [name: string]: Json };

/**
 * The message with one field gone or changed; `how: json` changes nothing here, because it breaks the text. The field is `field`, or one
 * that `random` chooses; of a list, in its first entry. A field that is not there is left so.
 */
export function corrupted(message: Json, { how, field, value }: Corruption, random: () => number): Json {
  const copy = structuredClone(message);
  const target = Array.isArray(copy) && field === undefined ? (copy[0] as Json | undefined) : copy;
  const names = field?.split('.') ?? [];
  if (field === undefined && isFields(target)) {
    const own = Object.keys(target);
    names.push(own[Math.floor(random() * own.length)] ?? '');
  }
  const last = names.pop();
  let holder: Json | undefined = target;
  for (const name of names) holder = isFields(holder) ? holder[name] : undefined;
  if (last === undefined || !isFields(holder)) return copy;
  const at = Array.isArray(holder) && !/^\d+$/.test(last) ? (holder[0] as Json) : holder;
  if (isFields(at) && Object.hasOwn(at, last)) change(at, last, how, value);
  return copy;
}

function change(fields: Fields, name: string, how: Corruption['how'], value: Json): void {
  switch (how) {
    case 'json':
      return;
    case 'missing':
      if (Array.isArray(fields)) fields.splice(Number(name), 1);
      else Reflect.deleteProperty(fields, name);
      return;
    case 'type':
      fields[name] = isFields(fields[name]) ? 'text' : {};
      return;
    case 'value':
      fields[name] = value;
      return;
    default:
      assertNever(how);
  }
}

/** An object, or a list taken as one with numbers for names. */
const isFields = (candidate: Json | undefined): candidate is Fields =>
  typeof candidate === 'object' && candidate !== null;
