/** Which symbols are on the screen of some window: only they are worth a request of their own. */
export interface VisibleSymbols {
  /** Replaces what this window shows, most important first. */
  show(window: object, symbols: readonly string[]): void;
  /** The window is gone. */
  leave(window: object): void;
  /** Of all windows, each once; those of the window that told last come first. */
  current(): readonly string[];
  subscribe(onChange: () => void): () => void;
}

export function createVisibleSymbols(): VisibleSymbols {
  const windows = new Map<object, readonly string[]>();
  const listeners = new Set<() => void>();

  function tell(): void {
    for (const listener of listeners) listener();
  }

  return {
    show(window, symbols) {
      windows.delete(window);
      windows.set(window, symbols);
      tell();
    },
    leave(window) {
      if (windows.delete(window)) tell();
    },
    current: () => [...new Set([...windows.values()].toReversed().flat())],
    subscribe(onChange) {
      listeners.add(onChange);
      return () => void listeners.delete(onChange);
    },
  };
}
