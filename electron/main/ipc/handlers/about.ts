import type { Versions } from '@shared/contract/commands';
import type { Handlers } from '../router';

export function aboutHandlers(versions: () => Versions): Pick<Handlers, 'app.versions'> {
  return { 'app.versions': async () => ({ ok: true, value: versions() }) };
}
