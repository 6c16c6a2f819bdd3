import { t } from '../state/language';

/**
 * Puts the keyboard on the button that sends what the ticket holds; answers whether there is one that can be pressed. By role and name,
 * as a screen reader finds it, so that the ticket needs to know nothing of the welcome.
 */
export function focusSubmit(): boolean {
  const name = CSS.escape(t('ticket.title'));
  const button = document.querySelector<HTMLButtonElement>(
    `section[aria-label="${name}"] button[type=submit]`,
  );
  if (!button || button.disabled) return false;
  button.focus();
  return document.activeElement === button;
}
