import type { PerchBridge } from '@shared/contract/bridge';

declare global {
  interface Window {
    /** Put there by preload; frozen. */
    readonly perch: PerchBridge;
  }
}
