import { ok } from '@shared/domain/result';
import type { Layouts } from '../../state/layouts';
import type { Handlers } from '../router';

type LayoutHandlers = Pick<Handlers, 'layout.change' | 'layout.save' | 'layout.remove'>;

export function layoutHandlers(layouts: Layouts): LayoutHandlers {
  return {
    'layout.change': async ({ layout }) => {
      layouts.change(layout);
      return ok(null);
    },
    'layout.save': async ({ name }) => layouts.save(name),
    'layout.remove': async ({ name }) => {
      layouts.remove(name);
      return ok(null);
    },
  };
}
