import { join } from 'node:path';
import { app, BrowserWindow } from 'electron';

/** The least Electron app there is: one window of the terminal's size with a line of text. Prints `ready` when it has painted. */
void app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1440, height: 900 });
  window.on('page-title-updated', (_event, title) => {
    if (title === 'painted') process.stdout.write('ready\n');
  });
  // Packed as Perch is, pages from files are not read out of the archive.
  const folder = import.meta.dirname.replace(/app\.asar$/, 'app.asar.unpacked');
  void window.loadFile(join(folder, 'index.html'));
});

process.on('SIGTERM', () => app.quit());
