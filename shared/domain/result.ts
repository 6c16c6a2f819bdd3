/**
 * An expected failure, as data. `code` is the translation key (`error.<code>`), `message` the English fallback,
 * `details` the values that both may name (decimal strings, field names, bounds; never a secret).
 */
export interface AppError {
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
  readonly retryable: boolean;
  readonly details?: Readonly<Record<string, string>>;
}

export type Result<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: AppError };

export function ok<T>(value: T): Result<T> {
  return { ok: true, value };
}

export function fail(
  code: string,
  message: string,
  rest: { hint?: string; retryable?: boolean; details?: Readonly<Record<string, string>> } = {},
): { ok: false; error: AppError } {
  return { ok: false, error: { retryable: false, ...rest, code, message } };
}
