import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from '../../electron/main/storage/database';
import { createSettingsRepository } from '../../electron/main/storage/settings';

/**
 * Begins a profile whose user has been through the welcome; one that exists is left as it is. Closing the desk ends Perch, whatever
 * tray there may be, except where the tray is what is tested.
 */
export function markWelcomed(userData: string, closeToTray: 'on' | 'off' = 'off'): void {
  if (existsSync(join(userData, 'perch.sqlite'))) return;
  const { db } = openDatabase(userData);
  createSettingsRepository(db).change({ welcomed: 'on', closeToTray });
  db.close();
}
