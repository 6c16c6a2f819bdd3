import { sessionSocket } from './bus/address';
import { openSessionBus, type SessionBus } from './bus/session-bus';

/** The desktop's session bus, or undefined where there is none: a desktop without one has no tray either. */
export async function desktopBus(log: { info(message: string): void }): Promise<SessionBus | undefined> {
  const socket = process.platform === 'linux' ? sessionSocket(process.env) : undefined;
  if (socket === undefined) return undefined;
  try {
    const bus = await openSessionBus(socket);
    bus.onEnd(() => log.info('desktop: the session bus is gone'));
    return bus;
  } catch (error) {
    log.info(`desktop: no session bus: ${error instanceof Error ? error.message : ''}`);
    return undefined;
  }
}
