import { join } from 'node:path';
import { app, nativeImage, Tray } from 'electron';

/** The least Electron app that is only in the tray: an icon with a tooltip. */
void app.whenReady().then(() => {
  const icon = nativeImage.createFromPath(
    join(import.meta.dirname, '../../out/icons/tray/watching-dark-24.png'),
  );
  globalThis.tray = new Tray(icon);
  globalThis.tray.setToolTip('bare');
});
app.on('window-all-closed', () => undefined);
process.on('SIGTERM', () => app.quit());
