import { arch, release, type } from 'node:os';
import { app } from 'electron';
import type { Versions } from '@shared/contract/commands';

export function versions(): Versions {
  const { electron = '', chrome = '', node, v8 } = process.versions;
  return {
    perch: app.getVersion(),
    electron,
    chromium: chrome,
    node,
    v8,
    system: `${type()} ${release()} ${arch()}`,
  };
}
