import type { Limits } from '../../trading/limits';
import type { Handlers } from '../router';

export function limitHandlers(limits: Pick<Limits, 'change'>): Pick<Handlers, 'limits.change'> {
  return { 'limits.change': async ({ accountId, changes }) => limits.change(accountId, changes) };
}
