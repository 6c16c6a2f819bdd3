import * as v from 'valibot';
import { accountId, decimalText, intentId, side, symbolName } from '../../shared/contract/inputs';

/** The input of `order.place` (shared/contract/commands.ts), alone, so that its size can be told. */
const schema = v.strictObject({
  intentId,
  accountId,
  intent: v.strictObject({ symbol: symbolName, side, price: decimalText, quantity: decimalText }),
});

export const accepts = (input: unknown): boolean => v.safeParse(schema, input).success;
