import type { CandleInterval } from '@shared/domain/market';
import { tick } from 'svelte';
import { fileName } from '../history/file-name';
import { send } from '../state/commands';
import { errorText, t } from '../state/language';
import type { ChartNotice } from './chart-notice.svelte';

/** Frames until canvas and page show what was changed for the picture: the scene, the library's own, and one on the screen. */
const FRAMES = 4;

/** Pictures of the chart. While one is taken the chart shows nothing of the account. */
export class ChartPicture {
  isTaking = $state(false);
  readonly #notice: ChartNotice;

  constructor(notice: ChartNotice) {
    this.#notice = notice;
  }

  async take(
    to: 'file' | 'clipboard',
    chart: Element,
    what: { readonly symbol: string; readonly interval: CandleInterval },
  ): Promise<void> {
    if (this.isTaking) return;
    this.#notice.dismiss();
    this.isTaking = true;
    await tick();
    for (let frame = 0; frame < FRAMES; frame += 1) await new Promise(requestAnimationFrame);
    const { left, top, right, bottom } = chart.getBoundingClientRect();
    const [x, y] = [Math.ceil(left), Math.ceil(top)];
    const captured = await send('chart.capture', {
      x,
      y,
      width: Math.floor(right) - x,
      height: Math.floor(bottom) - y,
    });
    this.isTaking = false;
    const kept = captured.ok ? await send('chart.screenshot', { to, ...what }) : captured;
    if (!kept.ok) this.#notice.fail(t('chart.shotFailed', { reason: errorText(kept.error) }));
    else if (to === 'clipboard') this.#notice.say(t('chart.shotCopied'));
    else if (kept.value.path !== '')
      this.#notice.say(t('chart.shotSaved', { file: fileName(kept.value.path) }));
  }
}
