import type { Drawing } from './drawing';

type Movable = Pick<Drawing, 'step' | 'pan' | 'zoom' | 'jumpToNow' | 'reset' | 'leave'>;

/** Parts of the width that the arrow and page keys move by. */
const STEP = 0.1;
const PAGE = 0.9;
const ZOOM = 1.25;

/** What a key does to the chart that has the focus; undefined where it does nothing. */
export function keyAction(key: string, shift: boolean, chart: Movable): (() => void) | undefined {
  switch (key) {
    case 'ArrowLeft':
      return () => (shift ? chart.step(-1) : chart.pan(-STEP));
    case 'ArrowRight':
      return () => (shift ? chart.step(1) : chart.pan(STEP));
    case 'PageUp':
      return () => chart.pan(-PAGE);
    case 'PageDown':
      return () => chart.pan(PAGE);
    case '+':
    case '=':
      return () => chart.zoom(1 / ZOOM);
    case '-':
      return () => chart.zoom(ZOOM);
    case 'End':
      return () => chart.jumpToNow();
    case 'Home':
      return () => chart.reset();
    case 'Escape':
      return () => chart.leave();
    default:
      return undefined;
  }
}
