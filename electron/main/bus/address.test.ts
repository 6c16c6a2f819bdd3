import { expect, it } from 'vitest';
import { sessionSocket } from './address';

it('the bus is where the environment says, in the file system or in the kernel’s names', () => {
  const at = (address: string) => sessionSocket({ DBUS_SESSION_BUS_ADDRESS: address });
  expect(at('unix:path=/run/user/1000/bus,guid=abc')).toBe('/run/user/1000/bus');
  expect(at('unix:abstract=/tmp/dbus-x1,guid=abc')).toBe('\0/tmp/dbus-x1');
  expect(at('tcp:host=x,port=1;unix:path=/tmp/a%20b')).toBe('/tmp/a b');
});

it('without an address it is where systemd makes it, and nowhere when it can not be reached without help', () => {
  expect(sessionSocket({ XDG_RUNTIME_DIR: '/run/user/7' })).toBe('/run/user/7/bus');
  expect(
    sessionSocket({ XDG_RUNTIME_DIR: '/run/user/7', DBUS_SESSION_BUS_ADDRESS: 'autolaunch:' }),
  ).toBeUndefined();
  expect(sessionSocket({})).toBeUndefined();
});
