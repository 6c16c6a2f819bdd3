import { MOST_SPARKLINES } from '@shared/domain/sparkline';
import { send } from '../state/commands';

/** Scrolling tells main where it came to rest, not each row on the way (ms). */
const REST_MS = 150;

let wanted: readonly string[] = [];
let told = '';
let timer: ReturnType<typeof setTimeout> | undefined;

function tell(): void {
  timer = undefined;
  const symbols = document.hidden ? [] : wanted.slice(0, MOST_SPARKLINES);
  const text = JSON.stringify(symbols);
  if (text === told) return;
  told = text;
  void send('sparklines.show', { symbols });
}

document.addEventListener('visibilitychange', tell);

/** Tells main which symbols this window draws now: it reads the day of these alone. */
export function showSparklines(symbols: readonly string[]): void {
  wanted = symbols;
  timer ??= setTimeout(tell, REST_MS);
}
