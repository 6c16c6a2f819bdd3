/** JSON with whole numbers of more than 15 digits as text, so that none loses digits; undefined when it is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/(?<=[:[,])(-?\d{16,})(?=[,\]}])/g, '"$1"'));
  } catch {
    return undefined;
  }
}
