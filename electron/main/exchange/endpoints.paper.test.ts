import { createSecretKey } from 'node:crypto';
import { expect, it } from 'vitest';
import { startPaper } from '../../paper/testing';
import { createExchangeConnection } from './connection';
it('smoke', async () => {
  const paper = await startPaper({ seed: 7 } as never);
  console.log(paper);
  const c = createExchangeConnection({
    restUrl: paper.rest,
    credentials: { keyId: paper.key, secret: createSecretKey(Buffer.from(paper.secret)) },
  });
  console.log(JSON.stringify(await c.call('account', {})).slice(0, 600));
  console.log(JSON.stringify(await c.call('exchangeInfo', {})).slice(0, 900));
  console.log(
    JSON.stringify(
      await c.call('placeOrder', {
        symbol: 'BTCUSDT',
        side: 'BUY',
        type: 'LIMIT',
        quantity: '0.01',
        price: '20000',
        newOrderRespType: 'RESULT',
      }),
    ),
  );
  console.log(c.status.getState());
  await c.close();
  await paper.stop?.();
});
