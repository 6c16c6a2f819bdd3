import * as electron from 'electron';

type ItemOf = new (parts: Readonly<Record<string, Blob>>) => Electron.ClipboardItem;
interface PictureWriter {
  writeImage(image: Electron.NativeImage): void;
}

/**
 * Puts a picture into the clipboard. Electron 45 takes items; the older runtime that development falls back to has no such class, which a
 * named import of it would not survive, and takes images.
 */
export async function copyPicture(png: Buffer): Promise<void> {
  const Item = Reflect.get(electron, 'ClipboardItem') as ItemOf | undefined;
  if (Item) {
    const type = 'image/png';
    await electron.clipboard.write([new Item({ [type]: new Blob([new Uint8Array(png)], { type }) })]);
  } else {
    const older = electron.clipboard as unknown as PictureWriter;
    older.writeImage(electron.nativeImage.createFromBuffer(png));
  }
}
