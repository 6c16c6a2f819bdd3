import { app, BrowserWindow } from 'electron';

/** The smallest app there is: shows what the runtime does by itself, without any of Perch. */
void app.whenReady().then(() => new BrowserWindow().loadURL('about:blank'));
