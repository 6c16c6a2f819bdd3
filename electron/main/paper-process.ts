import type { UtilityProcess } from 'electron';

/** First message to the paper exchange; the secret travels here because arguments and environment can be read by others. */
interface PaperConfiguration {
  readonly port: number;
  readonly seed: number;
  readonly keyId: string;
  readonly secret: string;
  readonly stateFile: string;
}

interface PaperAddresses {
  readonly rest: string;
  readonly stream: string;
}

interface PaperProcessOptions {
  /** A process that has just been made. */
  readonly first: UtilityProcess;
  readonly fork: () => UtilityProcess;
  readonly log: { info(message: string): void; warn(message: string): void };
}

export interface PaperProcess {
  /**
   * What the exchange waits for; it is asked for again at each restart, so that the secret's text is kept nowhere between. `onReady` is
   * called at the first start and after each restart: the port can be another.
   */
  configure(configuration: () => PaperConfiguration, onReady: (addresses: PaperAddresses) => void): void;
  /** Asks the exchange to save its state and end; resolves when it has, or after two seconds. */
  stop(): Promise<void>;
}

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 30_000;
const STOP_WAIT_MS = 2_000;

/**
 * Runs the paper exchange in a utility process and starts it again, with growing waits, when it ends by itself. The first
 * one was made before, so that it comes up while its key is still being fetched: the first prices wait for both.
 */
export function startPaperProcess({ first, fork, log }: PaperProcessOptions): PaperProcess {
  let configuration: (() => PaperConfiguration) | undefined;
  let whenReady: ((addresses: PaperAddresses) => void) | undefined;
  let child: UtilityProcess | undefined;
  let waitMs = FIRST_WAIT_MS;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopping = false;

  function start(started: UtilityProcess): void {
    child = started;
    if (configuration) started.postMessage(configuration());
    started.on('message', (message: unknown) => {
      const addresses = addressesOf(message);
      if (!addresses) return log.warn('paper exchange: it could not start');
      waitMs = FIRST_WAIT_MS;
      log.info(`paper exchange: listening at ${addresses.rest}`);
      whenReady?.(addresses);
    });
    started.stderr?.on('data', (chunk: Buffer) => log.warn(`paper exchange: ${chunk.toString().trimEnd()}`));
    started.once('exit', (code) => {
      if (stopping) return;
      log.warn(`paper exchange: ended with code ${code}, starting again in ${waitMs} ms`);
      timer = setTimeout(() => start(fork()), waitMs);
      waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS);
    });
  }

  start(first);

  return {
    configure(next, onReady) {
      configuration = next;
      whenReady = onReady;
      child?.postMessage(next());
    },
    async stop() {
      stopping = true;
      clearTimeout(timer);
      const running = child;
      if (!running || running.pid === undefined) return;
      const ended = new Promise<void>((resolve) => running.once('exit', () => resolve()));
      running.postMessage({ stop: true });
      await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, STOP_WAIT_MS))]);
      running.kill();
    },
  };
}

function addressesOf(message: unknown): PaperAddresses | undefined {
  if (typeof message !== 'object' || message === null || !('ready' in message)) return undefined;
  const { ready } = message;
  if (typeof ready !== 'object' || ready === null || !('rest' in ready) || !('stream' in ready))
    return undefined;
  const { rest, stream } = ready;
  return typeof rest === 'string' && typeof stream === 'string' ? { rest, stream } : undefined;
}
