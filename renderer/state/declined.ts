import type { AppError } from '@shared/domain/result';

/** Whether a command failed because the user declined main's question, which the user knows. */
export function isDeclined({ code }: AppError): boolean {
  return ['order.not-confirmed', 'limit.not-confirmed', 'account.not-unlocked'].includes(code);
}
