import { SETTING_CHOICES, type Language } from '@shared/domain/settings';
import { t } from '../state/language';

/** A language is written in itself, so that whoever reads it finds it. */
const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { en: 'English', 'zh-CN': '简体中文' };

export const languageChoices = SETTING_CHOICES.language.map((id) => ({
  id,
  label: LANGUAGE_NAMES[id],
  lang: id,
}));

/** The choices of settings with their words, in the language of now. */
export const choices = {
  theme: () => SETTING_CHOICES.theme.map((id) => ({ id, label: t(`settings.theme.${id}`) })),
  colours: () => SETTING_CHOICES.colours.map((id) => ({ id, label: t(`settings.colours.${id}`) })),
  grouping: () => SETTING_CHOICES.grouping.map((id) => ({ id, label: t(`settings.grouping.${id}`) })),
  largeTrades: () =>
    SETTING_CHOICES.largeTrades.map((id) => ({
      id,
      label:
        id === 'auto' || id === 'off'
          ? t(`settings.largeTrades.${id}`)
          : t('settings.largeTrades.times', { times: id }),
    })),
  clock: () => SETTING_CHOICES.clock.map((id) => ({ id, label: t(`settings.clock.${id}`) })),
  timeZone: () => SETTING_CHOICES.timeZone.map((id) => ({ id, label: t(`settings.timeZone.${id}`) })),
};
