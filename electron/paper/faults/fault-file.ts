import { readFileSync, statSync } from 'node:fs';
import { Faults } from './faults';
import { parseFaults } from './rule';

/**
 * Faults from a JSON file `{"faults": [rule, …]}`. The file is looked at before every request and ten times a second while streams are
 * open, so a change counts from then on; counts begin anew with each change. A missing file means no faults.
 * A file that is not well-formed leaves no faults in force and is reported to `report` once per change.
 */
export function faultsFromFile(path: string, seed: number, report: (message: string) => void): Faults {
  let seen = '';
  return new Faults(seed, (faults) => {
    const stamp = stampOf(path);
    if (stamp === seen) return;
    seen = stamp;
    faults.schedule(stamp === '' ? [] : read(path, report));
  });
}

function read(path: string, report: (message: string) => void): ReturnType<typeof parseFaults> {
  try {
    return parseFaults(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    report(`faults file ${path}: ${error instanceof Error ? error.message : String(error)}`);
    return [];
  }
}

/** Differs whenever the file was written; empty when there is none. */
function stampOf(path: string): string {
  const stat = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stat ? `${stat.ino} ${stat.mtimeNs} ${stat.size}` : '';
}
