import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { startEnvironment } from '../harness/environment';
import { launchApp } from '../harness/launch';
import { Terminal } from '../harness/terminal';
import { EVERY_LOOK, setLook, settled, type Desk, type Screen } from '../screens/screen';
import { moreScreensOf } from '../screens/more-screens';
import { restOrder, screensOf } from '../screens/screens';
import { closeStates, statesOf, type StateDesk } from '../screens/states';
import { resize } from './album';

/** Sizes at which the whole desk is looked at besides 1280 × 800. */
const SIZES = [
  ['compact', 1024, 700],
  ['large', 1920, 1080],
  ['roomy', 2560, 1440],
] as const;
/** The market moves a little before it is pictured (ms). */
const WATCHED_MS = 6_000;

type OnPicture = (file: string) => void;

/** Pictures every screen and every state in both themes and both languages: `<folder>/<screen>-<theme>-<language>.png`. */
export async function makeGallery(folder: string, onPicture: OnPicture): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await pictureScreens(folder, onPicture);
  await pictureStates(folder, onPicture);
}

/** In all looks; the desk is dark and English again at the end. */
async function inAllLooks(desk: Desk, shown: Page, slug: string, take: (name: string) => Promise<void>) {
  // A light row under the pointer is no part of a screen.
  await shown.mouse.move(0, 0);
  for (const look of EVERY_LOOK) {
    await setLook(desk, look);
    await settled(shown, look);
    await take(`${slug}-${look.theme}-${look.language}`);
  }
}

async function pictureScreens(folder: string, onPicture: OnPicture): Promise<void> {
  const environment = await startEnvironment('unlocked');
  const app = await launchApp({ environment });
  try {
    const terminal = await new Terminal(await app.window('terminal')).live();
    const desk: Desk = { app, terminal };
    await resize(app, terminal.page, 1280, 800);
    await terminal.showOrders();
    await restOrder(desk);
    await terminal.dismiss();
    await terminal.page.waitForTimeout(WATCHED_MS);
    const picture = async ({ slug, open, close }: Screen): Promise<void> => {
      const shown = (await open()) ?? terminal.page;
      await inAllLooks(desk, shown, slug, async (name) => {
        const path = join(folder, `${name}.png`);
        await shown.screenshot({ path, animations: 'disabled' });
        onPicture(path);
      });
      await close?.(shown);
    };
    const pictureAll = async (screens: readonly Screen[]): Promise<void> => {
      for (const screen of screens) {
        await picture(screen).catch((error: unknown) => {
          onPicture(`${screen.slug}: ${String(error)}`);
          return terminal.page.keyboard.press('Escape');
        });
      }
    };
    await pictureAll(moreScreensOf(() => desk));
    await terminal.dismiss();
    for (const [size, width, height] of SIZES) {
      await resize(app, terminal.page, width, height);
      await picture({ name: size, slug: `desk-${size}`, open: () => Promise.resolve() });
    }
    await resize(app, terminal.page, 1280, 800);
    // The last of these leaves trading locked.
    await pictureAll(screensOf(() => desk));
  } finally {
    await app.dispose();
    await environment.end();
  }
}

async function pictureStates(folder: string, onPicture: OnPicture): Promise<void> {
  const environment = await startEnvironment('unlocked');
  const app = await launchApp({ environment });
  const terminal = await new Terminal(await app.window('terminal')).live();
  const desk: StateDesk = { app, terminal, environment, shift: 0, paper: undefined };
  try {
    await resize(app, terminal.page, 1280, 800);
    for (const state of statesOf(desk)) {
      await state.provoke();
      await inAllLooks(desk, terminal.page, `state-${state.slug}`, async (name) => {
        const path = join(folder, `${name}.png`);
        await terminal.page.screenshot({ path, animations: 'disabled' });
        onPicture(path);
      });
      await state.mend();
    }
  } finally {
    await app.dispose();
    await closeStates(desk);
    await environment.end();
  }
}
