import { arch, release, type } from 'node:os';
import { app } from 'electron';
import type { SystemFacts } from '@shared/domain/system-facts';

export function systemFacts(dataFolder: string): SystemFacts {
  const { electron = '', chrome = '', node, v8 } = process.versions;
  return {
    dataFolder,
    perch: app.getVersion(),
    electron,
    chromium: chrome,
    node,
    v8,
    system: `${type()} ${release()} ${arch()}`,
  };
}
