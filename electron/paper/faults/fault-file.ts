import { readFileSync, statSync } from 'node:fs';
import * as v from 'valibot';
import { Faults } from './faults';
import { faultRule } from './rule';

const file = v.strictObject({ faults: v.array(faultRule) });

/**
 * Faults from a JSON file `{"faults": [rule, …]}` (rules: {@link faultRule}). The file is looked at before every request,
 * so a change counts from the next request on; counts begin anew with each change. A missing file means no faults.
 * A file that is not well-formed leaves no faults in force and is reported to `report` once per change.
 */
export function faultsFromFile(path: string, report: (message: string) => void): Faults {
  let seen = '';
  return new Faults((faults) => {
    const stamp = stampOf(path);
    if (stamp === seen) return;
    seen = stamp;
    faults.schedule([]);
    if (stamp === '') return;
    try {
      faults.schedule(v.parse(file, JSON.parse(readFileSync(path, 'utf8'))).faults);
    } catch (error) {
      report(`faults file ${path}: ${describe(error)}`);
    }
  });
}

/** Differs whenever the file was written; empty when there is none. */
function stampOf(path: string): string {
  const stat = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stat ? `${stat.ino} ${stat.mtimeNs} ${stat.size}` : '';
}

function describe(error: unknown): string {
  if (v.isValiError(error)) {
    return error.issues.map((issue) => `${v.getDotPath(issue) ?? 'file'}: ${issue.message}`).join('; ');
  }
  return error instanceof Error ? error.message : String(error);
}
