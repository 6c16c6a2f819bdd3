import * as electron from 'electron';
import { clipboard, nativeImage } from 'electron';

type Item = typeof electron.ClipboardItem;

/** What Electrons before 45 have in place of items (decisions/001: the development runtime is one of them). */
interface OlderClipboard {
  writeImage?(image: electron.NativeImage): void;
}

/** Puts a PNG on the system's clipboard. By name at run time: an import of what an older Electron does not have would end the start. */
export async function copyPicture(png: Buffer): Promise<void> {
  const older = clipboard as OlderClipboard;
  if (older.writeImage) {
    older.writeImage(nativeImage.createFromBuffer(png));
    return;
  }
  const Item: Item = Reflect.get(electron, 'ClipboardItem');
  await clipboard.write([new Item({ 'image/png': new Blob([new Uint8Array(png)], { type: 'image/png' }) })]);
}
