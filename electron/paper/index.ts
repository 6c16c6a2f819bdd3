import { parentPort } from './parent-port';
import { runUtility } from './run-utility';

// Electron gives a utility process a port to its parent; started by Node there is none.
const port = parentPort();
if (port) runUtility(port);
else void import('./run-cli').then(({ runCli }) => runCli(process.argv.slice(2)));
