import { writeFile } from 'node:fs/promises';
import type { CommandAnswer } from '@shared/contract/commands';
import { fail, ok } from '@shared/domain/result';
import type { SystemFacts } from '@shared/domain/system-facts';
import type { Handlers } from '../router';

type SystemHandlers = Pick<Handlers, 'system.describe' | 'system.openFolder' | 'report.save'>;

interface SystemHandlerOptions {
  readonly facts: SystemFacts;
  /** Shows a folder in the file manager; answers the system's complaint, or nothing. */
  readonly openPath: (path: string) => Promise<string>;
  /** Asks the user for a file; undefined when none was chosen. */
  readonly chooseFile: (suggested: string) => Promise<string | undefined>;
  /** Unix ms. */
  readonly now: () => number;
}

export function systemHandlers({ facts, openPath, chooseFile, now }: SystemHandlerOptions): SystemHandlers {
  return {
    'system.describe': async () => ok(facts),
    // That folder and no other: a window names no path.
    'system.openFolder': async () => {
      const reason = await openPath(facts.dataFolder);
      if (reason === '') return ok(null);
      return fail('system.folder', 'The folder could not be opened.', { details: { reason } });
    },
    'report.save': async ({ text }) => {
      const path = await chooseFile(`perch-report-${new Date(now()).toISOString().slice(0, 10)}.txt`);
      return path === undefined ? ok({ path: '' }) : save(path, text);
    },
  };
}

async function save(path: string, text: string): CommandAnswer<'report.save'> {
  try {
    await writeFile(path, text, { mode: 0o600 });
    return ok({ path });
  } catch (error) {
    return fail('report.not-written', 'The file could not be written.', {
      details: { reason: error instanceof Error ? error.message : '' },
    });
  }
}
