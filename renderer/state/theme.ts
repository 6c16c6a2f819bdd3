import { assertNever } from '@shared/domain/assert-never';
import type { Settings, Theme } from '@shared/domain/settings';

const systemLight = window.matchMedia('(prefers-color-scheme: light)');

/** Puts theme and colours on the document and keeps following the system when that is chosen. Returns what ends it. */
export function applyTheme({ theme, colours }: Pick<Settings, 'theme' | 'colours'>): () => void {
  const { dataset } = document.documentElement;
  const apply = (): void => {
    dataset['theme'] = resolve(theme);
  };
  dataset['colours'] = colours;
  apply();
  systemLight.addEventListener('change', apply);
  return () => systemLight.removeEventListener('change', apply);
}

function resolve(theme: Theme): 'dark' | 'light' {
  switch (theme) {
    case 'system':
      return systemLight.matches ? 'light' : 'dark';
    case 'dark':
    case 'light':
      return theme;
    default:
      return assertNever(theme);
  }
}
