import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { LaunchedApp } from '../harness/launch';

/** Pictures in the order in which they were taken, each with its number. */
export interface Album {
  take(page: Page, name: string): Promise<void>;
}

/** Begins an album in a folder that is emptied. `onPicture` hears of every file written. */
export async function startAlbum(folder: string, onPicture: (file: string) => void): Promise<Album> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  let count = 0;
  return {
    async take(page, name) {
      count += 1;
      const path = join(folder, `${String(count).padStart(2, '0')}-${name}.png`);
      // The pointer would leave a row or a button lit.
      await page.mouse.move(0, 0);
      await page.screenshot({ path, animations: 'disabled' });
      onPicture(path);
    },
  };
}

/** Gives the terminal window a page of that size, in device-independent pixels. */
export async function resize(app: LaunchedApp, page: Page, width: number, height: number): Promise<void> {
  await app.electron.evaluate(
    ({ BrowserWindow }, [ending, ...size]) => {
      const window = BrowserWindow.getAllWindows().find((candidate) =>
        candidate.webContents.getURL().endsWith(ending),
      );
      window?.setContentSize(...size);
    },
    ['/terminal.html', width, height] as const,
  );
  await page.waitForFunction(([wide, high]) => innerWidth === wide && innerHeight === high, [
    width,
    height,
  ] as const);
}
