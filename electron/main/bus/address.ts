/**
 * Where the session bus listens, as Node's `connect` takes it: the first unix socket of `DBUS_SESSION_BUS_ADDRESS`, else the socket
 * that systemd makes. Undefined when there is none that can be reached without help.
 */
export function sessionSocket(env: Readonly<Record<string, string | undefined>>): string | undefined {
  const addresses = (env['DBUS_SESSION_BUS_ADDRESS'] ?? '').split(';');
  for (const address of addresses) {
    if (!address.startsWith('unix:')) continue;
    for (const [key, value] of address
      .slice('unix:'.length)
      .split(',')
      .map((pair) => pair.split('=', 2))) {
      if (key === 'path' && value) return unescaped(value);
      // In the kernel's own name space: such a name begins with a zero byte.
      if (key === 'abstract' && value) return `\0${unescaped(value)}`;
    }
  }
  const runtime = env['XDG_RUNTIME_DIR'] ?? '';
  return env['DBUS_SESSION_BUS_ADDRESS'] === undefined && runtime.startsWith('/')
    ? `${runtime}/bus`
    : undefined;
}

/** D-Bus Specification, "Server Addresses": bytes as `%xx`. */
function unescaped(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
