import type { Decimal } from '@shared/domain/decimal';

/** Less than this is a click with an unsteady hand, px. */
const LEAST_MOVE_PX = 3;

interface DragOptions {
  /** The line under a place in the host, px; undefined where none can be dragged. */
  readonly lineAt: (x: number, y: number) => { readonly id: string; readonly price: Decimal } | undefined;
  /** A place as a price; undefined where there is none. */
  readonly priceAt: (y: number) => Decimal | undefined;
  readonly onMove: (move: { readonly id: string; readonly price: Decimal } | undefined) => void;
  readonly onDrop: (id: string, price: Decimal) => void;
}

/**
 * Lets lines be dragged by the pointer. The library moves the chart by the mouse events that follow pointer events; of a press on a
 * line they are kept from it. Escape and a lost pointer end a drag without a drop. Returns what ends it all.
 */
export function followDrags(host: HTMLElement, { lineAt, priceAt, onMove, onDrop }: DragOptions): () => void {
  let drag:
    | { id: string; from: number; start: Decimal; price: Decimal; pointerId: number; moved: boolean }
    | undefined;
  const yOf = (event: PointerEvent): number => event.clientY - host.getBoundingClientRect().top;

  function release(): void {
    const pointerId = drag?.pointerId;
    drag = undefined;
    if (pointerId !== undefined && host.hasPointerCapture(pointerId)) host.releasePointerCapture(pointerId);
  }

  function end(): void {
    if (!drag) return;
    release();
    onMove(undefined);
  }

  function drop(id: string, price: Decimal): void {
    release();
    onDrop(id, price);
  }

  function onpointerdown(event: PointerEvent): void {
    if (event.button !== 0 || drag) return;
    const y = yOf(event);
    const line = lineAt(event.clientX - host.getBoundingClientRect().left, y);
    if (!line) return;
    event.preventDefault();
    event.stopPropagation();
    host.setPointerCapture(event.pointerId);
    // The press gives the focus to nothing by itself any more; Escape must reach the chart.
    host.focus();
    drag = {
      id: line.id,
      start: line.price,
      price: line.price,
      from: y,
      pointerId: event.pointerId,
      moved: false,
    };
  }

  function onpointermove(event: PointerEvent): void {
    if (!drag || event.pointerId !== drag.pointerId) return;
    event.stopPropagation();
    const y = yOf(event);
    drag.moved ||= Math.abs(y - drag.from) >= LEAST_MOVE_PX;
    const price = drag.moved ? priceAt(y) : undefined;
    if (price === undefined) return;
    drag.price = price;
    onMove({ id: drag.id, price });
  }

  function onpointerup(event: PointerEvent): void {
    if (!drag || event.pointerId !== drag.pointerId) return;
    const { id, price, moved } = drag;
    // After a drop the line stays where it was let go, until the next scene tells where that is.
    if (moved && price !== drag.start) drop(id, price);
    else end();
  }

  function onkeydown(event: KeyboardEvent): void {
    if (!drag || event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    end();
  }

  /** Touch and mouse events of a press on a line would move the chart too. */
  function keep(event: Event): void {
    if (drag) event.stopPropagation();
  }

  const capture = { capture: true };
  host.addEventListener('pointerdown', onpointerdown, capture);
  host.addEventListener('pointermove', onpointermove, capture);
  host.addEventListener('pointerup', onpointerup, capture);
  host.addEventListener('pointercancel', end, capture);
  host.addEventListener('lostpointercapture', end);
  host.addEventListener('keydown', onkeydown, capture);
  for (const type of ['mousedown', 'touchstart']) host.addEventListener(type, keep, capture);
  return () => {
    host.removeEventListener('pointerdown', onpointerdown, capture);
    host.removeEventListener('pointermove', onpointermove, capture);
    host.removeEventListener('pointerup', onpointerup, capture);
    host.removeEventListener('pointercancel', end, capture);
    host.removeEventListener('lostpointercapture', end);
    host.removeEventListener('keydown', onkeydown, capture);
    for (const type of ['mousedown', 'touchstart']) host.removeEventListener(type, keep, capture);
  };
}
