import { type Endpoint, parameters } from '../http/endpoint';
import { contractBalances, optionBalances } from '../listing/other-groups';
import { formatFixed } from '../money/fixed';

export const accountEndpoints: readonly Endpoint[] = [
  {
    method: 'GET',
    path: '/api/v1/account',
    security: 'USER_DATA',
    weight: { plain: 1, withSymbol: 1 },
    parameters: parameters('recvWindow:integer? timestamp:integer'),
    handle: ({ exchange: { account } }) => ({
      body: {
        updateTime: account.updateTime,
        contractBalances,
        optionBalances,
        spotBalances: [...account.ledger.entries()].map(([asset, { free, locked }]) => ({
          asset,
          canDeposit: false,
          canTrade: true,
          canWithdraw: false,
          free: formatFixed(free),
          locked: formatFixed(locked),
        })),
      },
    }),
  },
];
