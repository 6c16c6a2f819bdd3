/** 32-bit mix of a text (FNV-1a), to give every symbol and purpose a seed of its own. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** Well-mixed 32 bits of two integers: the same pair always gives the same value, so any point of a series can be had alone. */
export function mix(seed: number, index: number): number {
  // The high part matters: minute numbers fit in 32 bits, finer indices do not.
  let h =
    (seed ^ Math.imul(index | 0, 0x9e3779b1) ^ Math.imul(Math.floor(index / 4294967296) | 0, 0x85ebca6b)) | 0;
  h = Math.imul(h ^ (h >>> 16), 0x21f0aaad);
  h = Math.imul(h ^ (h >>> 15), 0x735a2d97);
  return (h ^ (h >>> 15)) >>> 0;
}

/** {@link mix} as a number in [0, 1). */
export const mixUnit = (seed: number, index: number): number => mix(seed, index) / 4294967296;

/** A sequence of numbers in [0, 1), the same for the same seed and purpose. */
export function randomStream(seed: number, purpose: string): () => number {
  const stream = mix(seed | 0, hashText(purpose));
  let index = 0;
  return () => mixUnit(stream, index++);
}
