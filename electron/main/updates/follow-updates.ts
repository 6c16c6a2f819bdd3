import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { app } from 'electron';
import type { Log } from '../log';
import { createUpdateCourse, type UpdateCourse, type UpdateCourseOptions } from './update-course';
import type { Updater } from './updater';

interface FollowUpdatesOptions extends Pick<UpdateCourseOptions, 'ask' | 'isUnsettled'> {
  readonly log: Log;
}

/** Well after the start, in which nothing may be slowed. */
const AFTER_START_MS = 60_000;

/**
 * Looks for updates where Perch was packed with a feed: an AppImage or an installation on macOS or Windows. Of a .deb the package manager
 * takes care. Answers what ends it, to be called while it can still be seen whether orders are in doubt.
 */
export function followUpdates({ log, ask, isUnsettled }: FollowUpdatesOptions): () => void {
  let updater: Updater | undefined;
  let course: UpdateCourse | undefined;

  async function begin(): Promise<void> {
    const { openUpdater } = await import('./updater');
    updater = await openUpdater(log);
    course = createUpdateCourse({ ...updater, ask, isUnsettled, log });
    course.begin();
  }

  const timer = setTimeout(() => {
    if (!hasFeed()) return;
    begin().catch((error: unknown) => log.error('update: it could not be looked for', error));
  }, AFTER_START_MS);

  return () => {
    clearTimeout(timer);
    updater?.installAtEnd(course?.mayInstall() ?? false);
    course?.end();
  };
}

function hasFeed(): boolean {
  return app.isPackaged && existsSync(join(process.resourcesPath, 'app-update.yml'));
}
