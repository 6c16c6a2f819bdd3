import { createInterface } from 'node:readline';
import { createKeychain } from './keychain';

/**
 * A process of its own for keychain.real.test.ts: the session bus must be known before keytar is first used, and a call that is
 * still open would keep a process from ending. Each line of stdin is a step as JSON, each line of stdout its answer.
 */
type Step =
  | {
      readonly call: 'get';
      readonly account: string;
      readonly patienceMs?: number;
      readonly confirm?: boolean;
    }
  | { readonly call: 'set'; readonly account: string; readonly value: string }
  | { readonly call: 'delete'; readonly account: string }
  | { readonly call: 'retry' | 'state' };

const keychain = createKeychain();

async function answerTo(step: Step): Promise<unknown> {
  switch (step.call) {
    case 'get': {
      const { account, patienceMs, confirm = false } = step;
      const signal = patienceMs === undefined ? {} : { signal: AbortSignal.timeout(patienceMs) };
      return keychain.get(account, { expected: true, confirm, ...signal });
    }
    case 'set':
      return keychain.set(step.account, step.value);
    case 'delete':
      return keychain.delete(step.account);
    case 'retry':
      return keychain.retry();
    case 'state':
      return { ...keychain.state.getState(), busy: keychain.isBusy() };
  }
}

createInterface({ input: process.stdin }).on('line', (line) => {
  void answerTo(JSON.parse(line) as Step).then((answer) =>
    process.stdout.write(`${JSON.stringify(answer)}\n`),
  );
});
