import { PaperExchange } from './exchange';
import { faultsFromFile } from './faults/fault-file';
import { Faults } from './faults/faults';
import type { PaperOptions } from './options';
import { report } from './report';
import { PaperServer } from './server';

/** With more symbols than this everything about all of them is made before the exchange serves. */
const MANY = 500;

/** A paper exchange that is serving. */
export interface RunningPaper {
  readonly rest: string;
  readonly stream: string;
  readonly key: string;
  readonly exchange: PaperExchange;
  readonly faults: Faults;
  /** Names of the streams that clients follow now, each as often as it is followed; the account's is called `account`. */
  readonly followed: () => readonly string[];
  /** Ends all connections, stops the market and saves the state. */
  readonly stop: () => Promise<void>;
}

/** Starts a paper exchange; rejects when the port is taken or the state file cannot be read. */
export async function start(options: PaperOptions): Promise<RunningPaper> {
  const exchange = new PaperExchange(options);
  const faults =
    options.faultsFile === undefined
      ? new Faults(options.seed)
      : faultsFromFile(options.faultsFile, options.seed, report);
  const server = new PaperServer(exchange, faults, options.seed);
  try {
    // The first question is about the day of all symbols, which of thousands takes as long as the rest of the start.
    if (exchange.markets.size > MANY) await exchange.prepareDay();
    const port = await server.listen(options.port);
    server.prepare();
    // Of a few it is made while the first client is still on its way.
    if (exchange.markets.size <= MANY) setImmediate(() => void exchange.prepareDay());
    return {
      rest: `http://127.0.0.1:${port}`,
      stream: `ws://127.0.0.1:${port}`,
      key: exchange.keyId,
      exchange,
      faults,
      followed: () => server.followed(),
      stop: async () => {
        await server.close();
        faults.schedule([]);
        exchange.stop();
      },
    };
  } catch (error) {
    exchange.abandon();
    throw error;
  }
}
