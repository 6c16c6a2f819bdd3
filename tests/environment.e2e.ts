import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { startEnvironment, type KeyringState, type TestEnvironment } from './harness/environment';
import { launchApp, type LaunchedApp } from './harness/launch';

const bareApp = join(import.meta.dirname, 'harness/bare-app');
const keytarFolder = join(import.meta.dirname, '../node_modules/keytar');

/** What a keytar call came to: its value, or the message it rejected with. */
type Outcome = { readonly value: unknown } | { readonly rejected: string };
type Call = readonly [method: 'setPassword' | 'getPassword' | 'deletePassword', ...parameters: string[]];

const SET: Call = ['setPassword', 'perch-test', 'account', 'secret of the test'];
const GET: Call = ['getPassword', 'perch-test', 'account'];
const DELETE: Call = ['deletePassword', 'perch-test', 'account'];

let environment: TestEnvironment | undefined;
let launched: LaunchedApp | undefined;

async function start(keyring: KeyringState): Promise<LaunchedApp> {
  environment = await startEnvironment(keyring);
  launched = await launchApp({ environment, app: bareApp });
  return launched;
}

/** Calls keytar inside Electron's main process. */
function keytar({ electron }: LaunchedApp, call: Call): Promise<Outcome> {
  return electron.evaluate(
    async (_electron, [folder, [method, ...parameters]]): Promise<Outcome> => {
      const { createRequire } = process.getBuiltinModule('node:module');
      const load = createRequire(`${folder}/`) as (
        id: string,
      ) => Record<typeof method, (...parameters: string[]) => Promise<unknown>>;
      return load(folder)
        [method](...parameters)
        .then(
          (value) => ({ value: value ?? null }),
          (error: unknown) => ({ rejected: String(error) }),
        );
    },
    [keytarFolder, call] as const,
  );
}

afterEach(async () => {
  await launched?.dispose();
  await environment?.end();
  launched = undefined;
  environment = undefined;
});

describe('the keyring of the harness, seen by keytar in Electron', () => {
  it('keeps, gives back and deletes a secret when it is unlocked', async () => {
    const app = await start('unlocked');
    expect(await keytar(app, SET)).toEqual({ value: null });
    expect(await keytar(app, GET)).toEqual({ value: 'secret of the test' });
    expect(await keytar(app, DELETE)).toEqual({ value: true });
    expect(await keytar(app, GET)).toEqual({ value: null });
  });

  it('answers like an empty one when it is locked, and refuses to store', async () => {
    const app = await start('locked');
    expect(await keytar(app, GET)).toEqual({ value: null });
    expect(await keytar(app, DELETE)).toEqual({ value: false });
    expect(await keytar(app, SET)).toEqual({
      rejected: expect.stringContaining('Cannot create an item in a locked collection'),
    });
  });

  it('hides a stored secret once it is locked', async () => {
    const app = await start('unlocked');
    await keytar(app, SET);
    await environment?.lockKeyring();
    expect(await keytar(app, GET)).toEqual({ value: null });
  });

  it('names the missing collection when no keyring was ever made', async () => {
    const app = await start('empty');
    expect(await keytar(app, SET)).toEqual({
      rejected: expect.stringContaining(
        'Object does not exist at path “/org/freedesktop/secrets/collection/login”',
      ),
    });
  });

  it('names the missing service on a bus without a Secret Service', async () => {
    const app = await start('absent');
    const rejected = expect.stringContaining(
      'org.freedesktop.secrets was not provided by any .service files',
    );
    expect(await keytar(app, SET)).toEqual({ rejected });
    expect(await keytar(app, GET)).toEqual({ rejected });
  });

  it('says that it could not connect without a session bus', async () => {
    const app = await start('no-bus');
    const rejected = expect.stringContaining('Could not connect');
    expect(await keytar(app, SET)).toEqual({ rejected });
    expect(await keytar(app, GET)).toEqual({ rejected });
  });

  it('is another one for each test', async () => {
    const first = await start('unlocked');
    await keytar(first, SET);
    const other = await startEnvironment('unlocked');
    const neighbour = await launchApp({ environment: other, app: bareApp });
    try {
      expect(await keytar(neighbour, GET)).toEqual({ value: null });
    } finally {
      await neighbour.dispose();
      await other.end();
    }
  });
});

describe('an app under test', () => {
  it('has a profile of its own, and quits when asked', async () => {
    const app = await start('unlocked');
    const seen = await app.electron.evaluate(({ app: own }) => ({
      name: own.getName(),
      version: own.getVersion(),
      userData: own.getPath('userData'),
    }));
    expect(seen).toEqual({ name: 'perch-bare-app', version: '1.0.0', userData: app.userData });
    expect(await app.quit()).toBe(0);
  });
});
