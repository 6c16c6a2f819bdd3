import { FlagError, readCommandLine, usage } from './cli';
import { report } from './report';
import { start } from './start';

/** Exit code for a command line that cannot be run. */
const BAD_FLAGS = 2;

/** Runs as a command: one line of JSON on stdout when ready, nothing else there; ends on SIGTERM or SIGINT with the state saved. */
export async function runCli(args: readonly string[]): Promise<void> {
  try {
    const { options, madeSecret } = readCommandLine(args);
    const { rest, stream, key, stop } = await start(options);
    let stopping = false;
    const end = () => {
      if (stopping) return;
      stopping = true;
      void stop().then(
        () => process.exit(0),
        (error: unknown) => fail(error, 1),
      );
    };
    process.on('SIGTERM', end);
    process.on('SIGINT', end);
    process.stdout.write(
      `${JSON.stringify({ rest, stream, key, ...(madeSecret && { secret: madeSecret }) })}\n`,
    );
  } catch (error) {
    fail(error, error instanceof FlagError ? BAD_FLAGS : 1);
  }
}

function fail(error: unknown, code: number): void {
  const message = error instanceof Error ? error.message : String(error);
  report(message);
  if (code === BAD_FLAGS) process.stderr.write(`${usage}\n`);
  process.exit(code);
}
