import type { Component } from 'svelte';
import type { DialogName } from '../state/view';

/** How the part of a dialog is loaded: when it is opened first, so that the first JavaScript of the desk stays small. */
export const DIALOGS: Partial<Record<DialogName, () => Promise<{ readonly default: Component }>>> = {
  accounts: () => import('../accounts/AccountsDialog.svelte'),
  limits: () => import('../limits/LimitsDialog.svelte'),
  diagnostics: () => import('../diagnostics/DiagnosticsDialog.svelte'),
  palette: () => import('../palette/Palette.svelte'),
  shortcuts: () => import('../shortcuts/ShortcutsDialog.svelte'),
  alert: () => import('../alerts/AlertDialog.svelte'),
  about: () => import('../about/AboutDialog.svelte'),
  settings: () => import('../settings/SettingsDialog.svelte'),
};
