import { SETTING_CHOICES, type Zoom } from '@shared/domain/settings';

/** The next size in that direction; the same at the end. */
export function stepZoom(zoom: Zoom, step: 1 | -1): Zoom {
  const sizes = SETTING_CHOICES.zoom;
  return sizes[sizes.indexOf(zoom) + step] ?? zoom;
}
