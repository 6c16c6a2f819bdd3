import type { Listing } from '../listing/instrument';
import { balanceOf } from './account';
import type { Balance } from './ledger';

/** What a new account owns, in whole units. Assets not named here are listed with nothing. */
const gifts: Readonly<Record<string, bigint>> = {
  USDT: 100_000n,
  BTC: 2n,
  ETH: 20n,
  BNB: 50n,
  SOL: 200n,
  LTC: 100n,
  DASH: 150n,
  XRP: 20_000n,
  ADA: 20_000n,
  DOGE: 100_000n,
  DOT: 1_000n,
  LINK: 500n,
  JEX: 500_000n,
  EOS: 1_000n,
  月BTC看涨0226: 20n,
};

/** Balances of a new account: every asset of the listings once, quote assets first. */
export function practiceBalances(listings: readonly Listing[]): Map<string, Balance> {
  const assets = [
    ...listings.map((listing) => listing.quoteAsset),
    ...listings.map((listing) => listing.baseAsset),
  ];
  return new Map(assets.map((asset) => [asset, balanceOf(gifts[asset] ?? 0n)]));
}
