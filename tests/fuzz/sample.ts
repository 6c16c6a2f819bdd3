import * as v from 'valibot';
import type { Choose } from './seed';

/** Texts and numbers of which some one fits each rule of the contract. */
const TEXTS = [
  'BTCUSDT', '1.5', '12', 'paper', '7d8ab3f4-3d2f-4f4e-9ad3-54f6d6c2a111', 'https://api.example.com', 'all', '[]', 'USDT', '',
]; // prettier-ignore
const NUMBERS = [1, 60, 200, 5, 0, 400, 1_700_000_000_000];

/** A schema as far as this file looks into it. */
interface Looked {
  readonly type: string;
  readonly entries?: Readonly<Record<string, Looked>>;
  readonly wrapped?: Looked;
  readonly item?: Looked;
  readonly options?: readonly unknown[];
  readonly literal?: unknown;
}

/** A value that the schema accepts, made from the schema itself, so that a command that is added is fuzzed without anybody's doing. */
export function sampleOf(schema: v.GenericSchema, choose: Choose): unknown {
  const looked = schema as unknown as Looked;
  const of = (part: unknown): unknown => sampleOf(part as v.GenericSchema, choose);
  switch (looked.type) {
    case 'strict_object':
      return Object.fromEntries(
        Object.entries(looked.entries ?? {})
          .map(([name, part]) => [name, of(part)] as const)
          .filter(([, value]) => value !== undefined),
      );
    case 'optional':
      return choose(2) === 0 ? undefined : of(looked.wrapped);
    case 'nullable':
      return choose(3) === 0 ? null : of(looked.wrapped);
    case 'picklist':
      return looked.options?.[choose(looked.options.length)];
    case 'union':
    case 'variant':
      return of(looked.options?.[choose(looked.options.length)]);
    case 'literal':
      return looked.literal;
    case 'boolean':
      return choose(2) === 0;
    case 'undefined':
      return undefined;
    case 'array':
      return fitting(
        schema,
        [1, 2, 3].map((length) => Array.from({ length }, () => of(looked.item))),
        choose,
      );
    case 'string':
      return fitting(schema, TEXTS, choose);
    case 'number':
      return fitting(schema, NUMBERS, choose);
    default:
      throw new Error(`no sample of ${looked.type} yet`);
  }
}

function fitting(schema: v.GenericSchema, candidates: readonly unknown[], choose: Choose): unknown {
  const good = candidates.filter((candidate) => v.safeParse(schema, candidate).success);
  if (good.length === 0)
    throw new Error(`nothing here fits a schema of ${schema.type}: add to the candidates`);
  return good[choose(good.length)];
}
