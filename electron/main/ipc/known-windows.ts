import type { WebContents, WebFrameMain } from 'electron';
import type { WindowKind } from '@shared/contract/surface';

/** A window that Perch made and that is still there. */
export interface KnownWindow {
  readonly kind: WindowKind;
  readonly contents: WebContents;
}

/** The part of an IPC event that says who sent it. */
interface SenderEvent {
  readonly sender: WebContents;
  readonly senderFrame: WebFrameMain | null;
}

export interface KnownWindows {
  add(window: KnownWindow): void;
  callerOf(event: SenderEvent): KnownWindow | undefined;
}

/**
 * The register of our windows. A caller is known only when its contents are registered, its frame is that contents' top frame, and
 * that frame still shows our own origin (SECURITY: sender; senderFrame must be read synchronously).
 */
export function createKnownWindows(isOwnUrl: (url: string) => boolean): KnownWindows {
  const known = new Map<number, KnownWindow>();
  return {
    add(window) {
      const { id } = window.contents;
      known.set(id, window);
      window.contents.once('destroyed', () => known.delete(id));
    },
    callerOf(event) {
      const window = known.get(event.sender.id);
      const frame = event.senderFrame;
      if (!window || window.contents !== event.sender || frame === null) return undefined;
      if (frame !== window.contents.mainFrame || frame.parent !== null) return undefined;
      return isOwnUrl(frame.url) ? window : undefined;
    },
  };
}
