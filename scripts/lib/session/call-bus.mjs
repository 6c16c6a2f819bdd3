/**
 * One method call on a session bus, over a connection of its own.
 * @param {string} address
 * @param {{ destination: string, path: string, interface: string, member: string, signature?: string, body?: unknown[] }} call
 * @returns {Promise<unknown[]>} the values of the reply; an error reply rejects
 */
export async function callBus(address, call) {
  // Imported here because this file is loaded before npm packages are installed.
  const { default: dbus } = await import('dbus-next');
  const bus = dbus.sessionBus({ busAddress: address });
  const broken = new Promise((_, reject) => bus.once('error', reject));
  try {
    const reply = await Promise.race([bus.call(new dbus.Message(call)), broken]);
    return /** @type {{ body?: unknown[] } | null} */ (reply)?.body ?? [];
  } finally {
    bus.disconnect();
  }
}
