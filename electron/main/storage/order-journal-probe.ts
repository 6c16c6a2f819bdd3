import { writeSync } from 'node:fs';
import { openDatabase } from './database';
import { createOrderJournalRepository } from './order-journal';
import { event, newOrder } from './testing-orders';

/**
 * A process of its own for order-journal.durable.test.ts. Arguments: the folder of the database, and how many orders to insert before
 * it kills itself; 0 goes on until somebody else does. Each number goes to stdout when the journal has answered it.
 */
const [folder = '', count = '0'] = process.argv.slice(2);
const orders = createOrderJournalRepository(openDatabase(folder).db);

for (let n = 1; ; n += 1) {
  const order = newOrder({ intentId: `intent-${n}` });
  const entryId = orders.insert(order, [event(1, 'committed'), event(2, 'resent')]);
  writeSync(1, `${entryId}\n`);
  if (n === Number(count)) process.kill(process.pid, 'SIGKILL');
  orders.save({ ...order, entryId, phase: 'open', orderId: String(n) }, [
    event(3, 'accepted'),
    event(4, 'fill'),
  ]);
}
