import type { ChartView } from './chart-view';
import type { Crosshair } from './crosshair';

interface Movable {
  readonly view: Pick<ChartView, 'pan' | 'zoom' | 'jumpToNow' | 'reset'>;
  readonly crosshair: Pick<Crosshair, 'step' | 'leave'>;
}

/** Parts of the width that the arrow and page keys move by. */
const STEP = 0.1;
const PAGE = 0.9;
const ZOOM = 1.25;

/** What a key does to the chart that has the focus; undefined where it does nothing. */
export function keyAction(
  key: string,
  shift: boolean,
  { view, crosshair }: Movable,
): (() => void) | undefined {
  switch (key) {
    case 'ArrowLeft':
      return () => (shift ? crosshair.step(-1) : view.pan(-STEP));
    case 'ArrowRight':
      return () => (shift ? crosshair.step(1) : view.pan(STEP));
    case 'PageUp':
      return () => view.pan(-PAGE);
    case 'PageDown':
      return () => view.pan(PAGE);
    case '+':
    case '=':
      return () => view.zoom(1 / ZOOM);
    case '-':
      return () => view.zoom(ZOOM);
    case 'End':
      return () => view.jumpToNow();
    case 'Home':
      return () => view.reset();
    case 'Escape':
      return () => crosshair.leave();
    default:
      return undefined;
  }
}
