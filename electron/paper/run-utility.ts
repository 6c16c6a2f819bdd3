import * as v from 'valibot';
import { MOST_SYMBOLS } from './listing/generated';
import { MOST_RATE } from './options';
import type { ParentPort } from './parent-port';
import { type RunningPaper, start } from './start';

const printable = v.pipe(
  v.string(),
  v.regex(/^[\x21-\x7e]{1,256}$/, 'must be 1 to 256 printable ASCII characters'),
);
const whole = (least: number, most: number) =>
  v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most));

/** First message of the parent. The secret travels only here: arguments and environment can be read by others. */
const configuration = v.strictObject({
  port: whole(0, 65_535),
  seed: whole(0, 2 ** 32 - 1),
  keyId: printable,
  secret: printable,
  stateFile: v.optional(v.pipe(v.string(), v.minLength(1))),
  symbols: v.optional(whole(1, MOST_SYMBOLS)),
  rate: v.optional(whole(0, MOST_RATE)),
  clockOffsetMs: v.optional(whole(-1e13, 1e13)),
  faultsFile: v.optional(v.pipe(v.string(), v.minLength(1))),
});

/** The one answer to it. */
export type PaperStarted =
  | { readonly ready: { readonly rest: string; readonly stream: string; readonly key: string } }
  | { readonly failed: string };

const stopMessage = v.object({ stop: v.literal(true) });

/**
 * Runs inside a utility process: configuration in, {@link PaperStarted} out. Ends with the state saved on `{stop: true}`,
 * SIGTERM, SIGINT, or when the parent is gone.
 */
export function runUtility(
  port: ParentPort,
  exit: (code: number) => void = (code) => process.exit(code),
): void {
  let running: Promise<RunningPaper> | undefined;
  const end = () => {
    const ending = running ? running.then((paper) => paper.stop()) : Promise.resolve();
    ending.then(
      () => exit(0),
      () => exit(1),
    );
  };
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
  port.on('close', end);
  port.on('message', ({ data: message }) => {
    if (v.is(stopMessage, message)) {
      end();
      return;
    }
    if (running) return;
    const parsed = v.safeParse(configuration, message);
    if (!parsed.success) {
      // Only the names and rules: a value could be the secret.
      const rules = parsed.issues.map(
        (issue) => `${v.getDotPath(issue) ?? 'configuration'}: expected ${issue.expected ?? issue.type}`,
      );
      port.postMessage({ failed: rules.join('; ') } satisfies PaperStarted);
      return;
    }
    running = start(parsed.output);
    running.then(
      ({ rest, stream, key }) => port.postMessage({ ready: { rest, stream, key } } satisfies PaperStarted),
      (error: unknown) => {
        running = undefined;
        port.postMessage({
          failed: error instanceof Error ? error.message : String(error),
        } satisfies PaperStarted);
      },
    );
  });
}
