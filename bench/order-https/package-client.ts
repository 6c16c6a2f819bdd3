import { pathToFileURL } from 'node:url';
import { type PlaceOrder, serveRounds } from '../order-cpu/rounds';

/** A client from a package, unbundled as its users have it: the module in the argument, which connects to a URL. */
const [file = ''] = process.argv.slice(2);
serveRounds(async (url) => {
  const peer = (await import(/* @vite-ignore */ pathToFileURL(file).href)) as {
    connect: (url: string) => Promise<PlaceOrder>;
  };
  return peer.connect(url);
});
