/** Tells main once that what this window is for is on the screen: after the frame that holds it, hence two frames. */
export function reportPainted(): void {
  requestAnimationFrame(() => {
    requestAnimationFrame(() => {
      void window.perch.commands['window.painted']();
    });
  });
}
