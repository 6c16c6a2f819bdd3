/** Whether keys are named and held as on macOS: Command in place of Control. */
export const isMac = navigator.platform.startsWith('Mac');
