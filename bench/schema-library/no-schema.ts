import { isDecimal } from '../../shared/domain/decimal';

/** What every side imports besides its library; its size is taken off theirs. */
export const accepts = (input: unknown): boolean => typeof input === 'string' && isDecimal(input);
