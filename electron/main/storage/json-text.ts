import * as v from 'valibot';

/** What a JSON column holds, or undefined when it is no JSON or not of that schema. */
export function fromJson<S extends v.GenericSchema>(schema: S, text: unknown): v.InferOutput<S> | undefined {
  if (typeof text !== 'string') return undefined;
  try {
    const parsed = v.safeParse(schema, JSON.parse(text));
    return parsed.success ? parsed.output : undefined;
  } catch {
    return undefined;
  }
}
