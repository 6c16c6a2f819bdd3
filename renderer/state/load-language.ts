import type { Language } from '@shared/domain/settings';
import { addMessages, isSpoken } from '@shared/i18n/messages';

/** Has the messages of a language loaded. English needs no loading, so that whoever reads it does not ship the other one. */
export async function loadLanguage(language: Language): Promise<void> {
  if (isSpoken(language)) return;
  const { zhCn } = await import('@shared/i18n/zh-cn');
  addMessages('zh-CN', zhCn);
}
