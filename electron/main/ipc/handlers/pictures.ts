import type { NativeImage, WebContents } from 'electron';
import { fail, ok } from '@shared/domain/result';
import { isPicture, pictureName, writePicture } from '../../chart-picture';
import type { Handlers } from '../router';

type PictureHandlers = Pick<Handlers, 'chart.capture' | 'chart.screenshot'>;

interface PictureHandlerOptions {
  readonly copy: (png: Buffer) => Promise<void>;
  /** Asks the user for a file; undefined when none was chosen. */
  readonly chooseFile: (suggested: string) => Promise<string | undefined>;
  /** Unix ms. */
  readonly now: () => number;
}

/**
 * Pictures of the chart. Main takes them: so no bytes come from a window, and what the clipboard and the file get is what was on the
 * screen. Taking and keeping are two calls, because the window shows nothing of the account only while the picture is taken.
 */
export function pictureHandlers({ copy, chooseFile, now }: PictureHandlerOptions): PictureHandlers {
  const taken = new WeakMap<WebContents, NativeImage>();
  const none = fail('chart.no-picture', 'There is no picture of the chart.');
  return {
    'chart.capture': async ({ x, y, width, height }, { contents }) => {
      taken.delete(contents);
      // The page counts in its own pixels, which are larger when it is zoomed.
      const zoom = contents.getZoomFactor();
      const [left, top, wide, high] = [x, y, width, height].map((length) => Math.round(length * zoom));
      if (left === undefined || top === undefined || !wide || !high) return none;
      const image = await contents.capturePage({ x: left, y: top, width: wide, height: high });
      if (image.isEmpty()) return none;
      taken.set(contents, image);
      return ok(null);
    },
    'chart.screenshot': async ({ to, symbol, interval }, { contents }) => {
      const image = taken.get(contents);
      taken.delete(contents);
      if (!image) return none;
      if (to === 'clipboard') {
        const png = image.toPNG();
        if (!isPicture(png)) return none;
        await copy(png);
        return ok({ path: '' });
      }
      const path = await chooseFile(pictureName(symbol, interval, now()));
      return path === undefined ? ok({ path: '' }) : writePicture(path, image.toPNG());
    },
  };
}
