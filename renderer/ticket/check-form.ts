import type { Balance } from '@shared/domain/account';
import { checkBalance, checkRules } from '@shared/domain/check-order';
import type { AppError } from '@shared/domain/result';
import type { SpotSymbol } from '@shared/domain/symbol';
import { parseAmount } from './parse-amount';
import { intentOf, type AmountField, type TicketForm } from './ticket-form';

/** What stands between the form and an order: the first broken rule of each field; `symbol` when the market itself is closed. */
export type FormErrors = Partial<Readonly<Record<AmountField | 'symbol', AppError>>>;

/** The rules that main checks again. Without balances (not answered yet) the balance is left to main and the exchange. */
export function checkForm(
  form: TicketForm,
  rules: SpotSymbol,
  spot: readonly Balance[] | undefined,
): FormErrors {
  const intent = intentOf(form, rules.symbol);
  const broken = checkRules(intent, rules);
  const readable = (['price', 'quantity'] as const).every(
    (field) => parseAmount(form[field]).kind === 'amount',
  );
  const amountsKept = readable && broken.every((error) => error.details?.['field'] === 'symbol');
  const short = amountsKept && spot ? checkBalance(intent, rules, spot) : undefined;
  const errors: Partial<Record<AmountField | 'symbol', AppError>> = {};
  for (const error of short ? [...broken, short] : broken) {
    const field = fieldOf(error);
    errors[field] ??= error;
  }
  return errors;
}

function fieldOf(error: AppError): AmountField | 'symbol' {
  const field = error.details?.['field'];
  return field === 'price' || field === 'quantity' || field === 'symbol' ? field : 'total';
}
