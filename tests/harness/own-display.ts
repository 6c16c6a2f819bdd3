import { DISPLAYS } from './at-once';

/** Before any test of a worker: it has a display of its own, by the number that vitest gives it. */
const displays = JSON.parse(process.env[DISPLAYS] ?? '[]') as Record<string, string>[];
const worker = Number(process.env['VITEST_POOL_ID'] ?? 1) - 1;
if (displays.length > 0) Object.assign(process.env, displays[worker % displays.length]);
