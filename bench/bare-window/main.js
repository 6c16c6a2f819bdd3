import { join } from 'node:path';
import { app, BrowserWindow } from 'electron';

/** The least Electron app there is: one window of the terminal's size with a line of text. Prints `ready` when it has painted. */
void app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1440, height: 900 });
  window.on('page-title-updated', (_event, title) => {
    if (title === 'painted') process.stdout.write('ready\n');
  });
  void window.loadFile(join(import.meta.dirname, 'index.html'));
});

process.on('SIGTERM', () => app.quit());
