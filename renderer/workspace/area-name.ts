import type { Area } from '@shared/domain/layout';
import { t } from '../state/language';

export function areaName(area: Area): string {
  return t(`workspace.area.${area}`);
}
