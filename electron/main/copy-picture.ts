import * as electron from 'electron';

/** What an older Electron has in place of `ClipboardItem`; its types leave it out by now. */
interface OlderClipboard {
  writeImage(image: Electron.NativeImage): void;
}

/** Puts a PNG on the clipboard. The development runtime may be older than the Electron we ship (decisions/001). */
export async function copyPicture(png: Buffer): Promise<void> {
  // Through the namespace: a named import that an older Electron lacks would keep Perch from starting at all.
  const { clipboard, nativeImage } = electron;
  if (!('ClipboardItem' in electron)) {
    (clipboard as unknown as OlderClipboard).writeImage(nativeImage.createFromBuffer(png));
    return;
  }
  const blob = new Blob([new Uint8Array(png)], { type: 'image/png' });
  await clipboard.write([new electron.ClipboardItem({ 'image/png': blob })]);
}
