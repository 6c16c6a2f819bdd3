import type { Settings } from '@shared/domain/settings';
import { translate } from '@shared/i18n/translate';
import { createFillNotices, type FillNotices } from './fill-notices';
import type { NoticeBoard } from './notice-board';

interface NotificationsOptions {
  readonly settings: () => Pick<Settings, 'language' | 'grouping'>;
  readonly board: NoticeBoard;
  readonly isTerminalFocused: () => boolean;
  /** Brings the terminal to the front. */
  readonly showTerminal: () => void;
}

/** Tells of fills through the system's notifications, which only tell: clicking one shows the terminal. */
export function createNotifications(options: NotificationsOptions): FillNotices {
  const { settings, board, isTerminalFocused, showTerminal } = options;
  return createFillNotices({
    show: ({ title, body }) =>
      board.show({
        title,
        body,
        silent: false,
        open: { label: translate(settings().language, 'alerts.notice.open'), run: showTerminal },
        buttons: [],
      }),
    settings,
    isWanted: () => !isTerminalFocused(),
  });
}
