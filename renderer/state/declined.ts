import type { AppError } from '@shared/domain/result';

/** Whether a command failed because the user declined main's question, which the user knows. */
export function isDeclined({ code }: AppError): boolean {
  return code === 'order.not-confirmed' || code === 'limit.not-confirmed';
}
