import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { app } from 'electron';
import electronUpdater, { type UpdateInfo } from 'electron-updater';
import type { Log } from '../log';
import { feedOrigin } from './feed-origin';
import { FeedRequests } from './feed-requests';
import type { UpdateCourseOptions } from './update-course';
import { isSigned } from './update-signature';

export interface Updater extends Pick<UpdateCourseOptions, 'check' | 'download'> {
  /** Says, when Perch ends, whether what was fetched is put in its place. */
  installAtEnd(install: boolean): void;
}

/** electron-updater on its feed: it does nothing by itself, and takes nothing that is not signed. Loaded only where there is a feed. */
export async function openUpdater(log: Log): Promise<Updater> {
  const { autoUpdater, CancellationToken } = electronUpdater;
  autoUpdater.autoDownload = false;
  autoUpdater.autoRunAppAfterInstall = false;
  autoUpdater.allowDowngrade = false;
  autoUpdater.logger = null;
  // It must be on when the download ends, else nothing is done at the end of Perch; installAtEnd decides then.
  autoUpdater.autoInstallOnAppQuit = true;
  const feed = feedOrigin(readFileSync(join(process.resourcesPath, 'app-update.yml'), 'utf8'));
  const proxy = feed === undefined ? undefined : await app.resolveProxy(feed);
  // There is no other way to give it one: the field is its own.
  Object.assign(autoUpdater, { httpExecutor: new FeedRequests(feed, proxy) });
  // Without a listener an error would be thrown at nobody; `check` and `download` reject with it too.
  autoUpdater.on('error', () => undefined);

  return {
    async check() {
      const found = await autoUpdater.checkForUpdates();
      if (!found?.isUpdateAvailable) return undefined;
      const { updateInfo } = found;
      if (isSigned(updateInfo, signatureOf(updateInfo), publicKey())) return { version: updateInfo.version };
      log.warn('update: what the feed offers is not signed by the key of this Perch, and is not taken');
      return undefined;
    },
    async download(_offer, signal) {
      const token = new CancellationToken();
      signal.addEventListener('abort', () => token.cancel());
      await autoUpdater.downloadUpdate(token);
    },
    installAtEnd(install) {
      autoUpdater.autoInstallOnAppQuit = install;
    },
  };
}

function signatureOf(info: UpdateInfo): unknown {
  return Reflect.get(info, 'perchSignature');
}

/** Put into the manifest when it was packed (scripts/lib/package/app-files.mjs). */
function publicKey(): string {
  const manifest: unknown = JSON.parse(readFileSync(join(app.getAppPath(), 'package.json'), 'utf8'));
  const key: unknown =
    typeof manifest === 'object' && manifest !== null ? Reflect.get(manifest, 'perchUpdateKey') : undefined;
  return typeof key === 'string' ? key : '';
}
