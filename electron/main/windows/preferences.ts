import type { Session, WebPreferences } from 'electron';
import type { WindowKind } from '@shared/contract/surface';

/** The same for every window (SECURITY: web preferences of every window). */
export function webPreferencesOf(kind: WindowKind, preload: string, session?: Session): WebPreferences {
  return {
    preload,
    additionalArguments: [`--perch-window=${kind}`],
    sandbox: true,
    contextIsolation: true,
    webSecurity: true,
    nodeIntegration: false,
    nodeIntegrationInSubFrames: false,
    nodeIntegrationInWorker: false,
    webviewTag: false,
    safeDialogs: true,
    spellcheck: false,
    ...(session ? { session } : {}),
  };
}
