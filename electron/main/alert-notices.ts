import type { AlertFiring } from '@shared/domain/alert';
import { awayText, firingText, ruleText, type AlertWords } from '@shared/i18n/alert-text';
import { translate } from '@shared/i18n/translate';
import type { NoticeBoard } from './notice-board';

export interface AlertNotice {
  readonly firing: AlertFiring;
  readonly sound: boolean;
}

interface AlertNoticesOptions {
  readonly words: () => AlertWords;
  readonly board: NoticeBoard;
  readonly open: (firing: AlertFiring) => void;
  readonly snooze: (firing: AlertFiring) => void;
  readonly dismiss: (firing: AlertFiring) => void;
}

/** So many at a time; of more the rest is one notification: after a night many things may have happened. */
const MOST_AT_ONCE = 3;

/** Title and body as the system shows them. */
function alertNotice(words: AlertWords, firing: AlertFiring): { title: string; body: string } {
  const rule = translate(words.language, 'alerts.notice.alert', { rule: ruleText(words, firing.rule) });
  return {
    title: firingText(words, firing),
    body: [firing.note, awayText(words, firing), rule].filter((line) => line !== '').join('\n'),
  };
}

/** Tells of alerts through the system's notifications. Where it has buttons they snooze and dismiss; a click opens the desk. */
export function createAlertNotices(options: AlertNoticesOptions): (notices: readonly AlertNotice[]) => void {
  const { board } = options;

  return (notices) => {
    const words = options.words();
    const { language } = words;
    for (const { firing, sound } of notices.slice(0, MOST_AT_ONCE)) {
      board.show({
        ...alertNotice(words, firing),
        silent: !sound,
        open: { label: translate(language, 'alerts.notice.open'), run: () => options.open(firing) },
        buttons: [
          { label: translate(language, 'alerts.notice.snooze'), run: () => options.snooze(firing) },
          { label: translate(language, 'alerts.notice.dismiss'), run: () => options.dismiss(firing) },
        ],
      });
    }
    const [first, rest] = [notices[0], notices.length - MOST_AT_ONCE];
    if (!first || rest <= 0) return;
    board.show({
      title: translate(language, 'alerts.notice.more', { count: rest }),
      body: '',
      silent: true,
      open: {
        label: translate(language, 'alerts.notice.open'),
        run: () => options.open(first.firing),
      },
      buttons: [],
    });
  };
}
