import * as v from 'valibot';
import { AREA_SIZES, type DeskLayout } from '../domain/layout';
import { noControl } from './inputs';

const area = v.strictObject({
  open: v.boolean(),
  size: v.nullable(
    v.pipe(v.number(), v.safeInteger(), v.minValue(AREA_SIZES.least), v.maxValue(AREA_SIZES.most)),
  ),
});

/** A layout: main checks a window's wish by it, and what the database holds. */
export const deskLayout = v.strictObject({
  markets: area,
  bottom: area,
  depth: area,
  ticket: area,
}) satisfies v.GenericSchema<unknown, DeskLayout>;

export const layoutName = v.pipe(
  v.string(),
  v.trim(),
  v.minLength(1, 'is empty'),
  v.maxLength(40, 'is longer than 40 characters'),
  v.check(noControl, 'has control characters'),
);
