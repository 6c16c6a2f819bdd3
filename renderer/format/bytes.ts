const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** A number of bytes in three digits or so: `512 B`, `1.5 kB`, `23 MB`. Thousands, as in transfer rates. */
export function formatBytes(bytes: number): string {
  let unit = 0;
  let size = bytes;
  while (size >= 999.5 && unit < UNITS.length - 1) {
    size /= 1000;
    unit += 1;
  }
  return `${unit === 0 || size >= 10 ? Math.round(size) : size.toFixed(1)} ${UNITS[unit] ?? ''}`;
}
