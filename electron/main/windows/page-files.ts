import { readdirSync } from 'node:fs';
import { extname, join } from 'node:path';

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

interface PageFile {
  readonly file: string;
  readonly contentType: string;
}

/**
 * The files in and below a folder that a page may be made of, by their path in an address such as `/assets/terminal.js`. They are listed
 * once and found by exactly that text: whatever dots, links, escapes or NULs an address holds, nothing is looked for on the disk.
 */
export function pageFiles(root: string): ReadonlyMap<string, PageFile> {
  const found = new Map<string, PageFile>();
  const list = (folder: string, path: string): void => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const file = join(folder, entry.name);
      const contentType = CONTENT_TYPES[extname(entry.name)];
      if (entry.isDirectory()) list(file, `${path}${entry.name}/`);
      else if (entry.isFile() && contentType !== undefined)
        found.set(path + entry.name, { file, contentType });
    }
  };
  list(root, '/');
  return found;
}
