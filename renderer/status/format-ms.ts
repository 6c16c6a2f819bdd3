import { t } from '../state/language';

/** A duration for the status bar: milliseconds below 1 s, then seconds with one decimal; a minus is kept. */
export function formatMs(ms: number): string {
  const rounded = Math.round(ms);
  const text = Math.abs(rounded) < 1000 ? String(rounded) : (ms / 1000).toFixed(1);
  return Math.abs(rounded) < 1000
    ? t('statusBar.ms', { ms: signed(text) })
    : t('statusBar.s', { s: signed(text) });
}

function signed(text: string): string {
  return text.replace(/^-/, '\u2212');
}
