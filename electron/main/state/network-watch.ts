import { networkInterfaces, type NetworkInterfaceInfo } from 'node:os';
import { systemTime, type TimeSource } from '../exchange/time-source';

/** How often the addresses of this machine are compared, ms. Asking costs about 0.1 ms. */
const LOOK_EVERY_MS = 2_000;

type Interfaces = NodeJS.Dict<readonly Pick<NetworkInterfaceInfo, 'address' | 'internal'>[]>;

/**
 * Calls `onChange` when this machine got or lost an address, as with another Wi-Fi, a cable or a VPN: connections over the old one
 * can hang for minutes without an error. Returns what ends the watch.
 */
export function watchNetwork(
  onChange: (reason: string) => void,
  time: Pick<TimeSource, 'after'> = systemTime,
  interfaces: () => Interfaces = networkInterfaces,
): () => void {
  let known = addressesOf(interfaces());
  let cancel = time.after(LOOK_EVERY_MS, look, true);

  function look(): void {
    cancel = time.after(LOOK_EVERY_MS, look, true);
    const now = addressesOf(interfaces());
    if (now === known) return;
    known = now;
    onChange('The network of this machine changed.');
  }

  return () => cancel();
}

/** Addresses that lead somewhere else, in an order of their own. IPv6 addresses for privacy change by themselves and are left out. */
function addressesOf(interfaces: Interfaces): string {
  const all = Object.entries(interfaces).flatMap(([name, addresses]) =>
    (addresses ?? [])
      .filter(({ internal, address }) => !internal && !address.includes(':'))
      .map(({ address }) => `${name} ${address}`),
  );
  return all.sort().join('\n');
}
