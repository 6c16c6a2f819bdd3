import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { app, session, type BrowserWindow, type UtilityProcess } from 'electron';
import { forkPaper } from './fork-paper';
import { HIDDEN_SWITCH } from './login-start';
import { servePages } from './windows/app-scheme';
import { createTerminalWindow } from './windows/terminal-window';

/** Where the built parts of Perch are. */
interface BuiltParts {
  readonly paper: string;
  readonly preload: string;
  /** Folder of the pages. */
  readonly pages: string;
}

/** What other processes are at work on already while main reads the rest of itself. */
export interface Beginning {
  readonly parts: BuiltParts;
  readonly paper: UtilityProcess;
  /** Not shown before it has its place; undefined where Perch starts without a window. */
  readonly terminal: BrowserWindow | undefined;
}

/**
 * Begins what takes longest and needs main least: the process of the paper exchange and that of the first window's page. Reading and
 * running the rest of main takes as long as either of them to come up, so it imports as little as can be; it must be followed by compose()
 * in the same turn of the event loop, because whatever the two say is heard only after that.
 */
export function begin(): Beginning {
  const userData = app.getPath('userData');
  mkdirSync(userData, { recursive: true, mode: 0o700 });
  chmodSync(userData, 0o700);
  const here = import.meta.dirname;
  const parts = {
    paper: join(here, 'paper.cjs'),
    preload: join(here, '../preload/index.cjs'),
    pages: join(here, '../renderer'),
  };
  const paper = forkPaper(parts.paper);
  servePages(session.defaultSession, parts.pages);
  const hidden = app.commandLine.hasSwitch(HIDDEN_SWITCH);
  return { parts, paper, terminal: hidden ? undefined : createTerminalWindow(parts.preload) };
}
