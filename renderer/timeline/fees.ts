import { add, isDecimal, type Decimal } from '@shared/domain/decimal';
import type { TimelineEvent } from '@shared/domain/order-life';

/** Fees of all fills, by asset, in the order in which they were first paid; empty while no fee is known. */
export function feesOf(
  events: readonly TimelineEvent[],
): readonly { readonly asset: string; readonly amount: Decimal }[] {
  const sums = new Map<string, Decimal>();
  for (const { kind, details } of events) {
    const { fee, feeAsset } = details;
    if (kind !== 'fill' || fee === undefined || feeAsset === undefined || !isDecimal(fee)) continue;
    sums.set(feeAsset, add(sums.get(feeAsset) ?? '0', fee));
  }
  return [...sums].map(([asset, amount]) => ({ asset, amount }));
}
