import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * A stamp remembers in a small JSON file what a finished step was made from, so that the next run can skip it.
 * @param {string} file
 * @returns {unknown} undefined when there is none that can be read
 */
export function readStamp(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * Written beside and renamed, so that a run that is cut short leaves the old stamp or the new one, never half of one.
 * @param {string} file
 * @param {unknown} value
 */
export function writeStamp(file, value) {
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(value)}\n`);
  renameSync(draft, file);
}

/** @param {string} text @returns {string} hex SHA-256 */
export function digest(text) {
  return createHash('sha256').update(text).digest('hex');
}
