/**
 * Tells main once that what this window is for is on the screen: after the frame that holds it, hence two frames.
 * @param andThen what had to wait for that
 */
export function reportPainted(andThen?: () => void): void {
  requestAnimationFrame(() => {
    requestAnimationFrame(() => {
      void window.perch.commands['window.painted']();
      andThen?.();
    });
  });
}
