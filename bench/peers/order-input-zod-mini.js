import * as z from 'zod/mini';
import { isDecimal } from '../../shared/domain/decimal';

/* The input of `order.place` (shared/contract/commands.ts) as zod/mini has it: the same fields, rules and messages. */

const CONTROL = new RegExp(
  `[${String.fromCharCode(0)}-${String.fromCharCode(31)}${String.fromCharCode(127)}]`,
);
const decimalText = z
  .string()
  .check(z.maxLength(52), z.refine(isDecimal, 'must be plain digits with a point'));

const schema = z.strictObject({
  intentId: z.uuid(),
  accountId: z.string().check(z.regex(/^[a-z0-9-]{1,40}$/, 'must be an account id')),
  intent: z.strictObject({
    symbol: z.string().check(
      z.minLength(1),
      z.maxLength(64),
      z.refine((text) => !CONTROL.test(text)),
    ),
    side: z.enum(['BUY', 'SELL']),
    price: decimalText,
    quantity: decimalText,
  }),
});

export const accepts = (input) => schema.safeParse(input).success;
