import * as z from 'zod';
import { isDecimal } from '../../shared/domain/decimal';

/* The input of `order.place` (shared/contract/commands.ts) as zod has it: the same fields, rules and messages. */

const CONTROL = new RegExp(
  `[${String.fromCharCode(0)}-${String.fromCharCode(31)}${String.fromCharCode(127)}]`,
);
const decimalText = z.string().max(52).refine(isDecimal, 'must be plain digits with a point');

const schema = z.strictObject({
  intentId: z.uuid(),
  accountId: z.string().regex(/^[a-z0-9-]{1,40}$/, 'must be an account id'),
  intent: z.strictObject({
    symbol: z
      .string()
      .min(1)
      .max(64)
      .refine((text) => !CONTROL.test(text)),
    side: z.enum(['BUY', 'SELL']),
    price: decimalText,
    quantity: decimalText,
  }),
});

export const accepts = (input) => schema.safeParse(input).success;
