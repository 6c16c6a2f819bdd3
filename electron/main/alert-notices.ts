import { Notification } from 'electron';
import type { AlertFiring } from '@shared/domain/alert';
import { awayText, firingText, ruleText, type AlertWords } from '@shared/i18n/alert-text';
import { translate } from '@shared/i18n/translate';

export interface AlertNotice {
  readonly firing: AlertFiring;
  readonly sound: boolean;
}

interface AlertNoticesOptions {
  readonly words: () => AlertWords;
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
  // A notification that nothing holds is collected, and its click with it.
  const shown = new Set<Notification>();

  function show(notification: Notification, onClick: () => void): void {
    shown.add(notification);
    const gone = (): void => void shown.delete(notification);
    notification.once('click', () => {
      gone();
      onClick();
    });
    notification.once('close', gone);
    notification.once('failed', gone);
    notification.show();
  }

  return (notices) => {
    if (!Notification.isSupported()) return;
    const words = options.words();
    const { language } = words;
    for (const { firing, sound } of notices.slice(0, MOST_AT_ONCE)) {
      const notification = new Notification({
        ...alertNotice(words, firing),
        silent: !sound,
        actions: [
          { type: 'button', text: translate(language, 'alerts.notice.snooze') },
          { type: 'button', text: translate(language, 'alerts.notice.dismiss') },
        ],
      });
      notification.once('action', (_event, index) => {
        if (index === 0) options.snooze(firing);
        else options.dismiss(firing);
      });
      show(notification, () => options.open(firing));
    }
    const [first, rest] = [notices[0], notices.length - MOST_AT_ONCE];
    if (!first || rest <= 0) return;
    const title = translate(language, 'alerts.notice.more', { count: rest });
    show(new Notification({ title, silent: true }), () => options.open(first.firing));
  };
}
