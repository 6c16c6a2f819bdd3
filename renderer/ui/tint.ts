const STILL = window.matchMedia('(prefers-reduced-motion: reduce)');
const TINT_MS = 150;

/** Shows for a moment, faintly, that a figure moved up or down; nothing when motion is not wanted or nobody looks. */
export function tint(element: Element | undefined, direction: 'up' | 'down' | 'flat'): void {
  if (!element || direction === 'flat' || STILL.matches || document.hidden) return;
  const colour = `var(--${direction === 'up' ? 'bid' : 'ask'}-tint)`;
  element.animate([{ backgroundColor: colour }, { backgroundColor: 'transparent' }], TINT_MS);
}
