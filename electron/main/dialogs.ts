import { join } from 'node:path';
import { app, dialog } from 'electron';
import type { Language } from '@shared/domain/settings';
import { translate } from '@shared/i18n/translate';
import { openDatabase } from './storage/database';
import { StorageError } from './storage/storage-error';

/** What the system's own dialogs ask and tell. */

export function openOrExplain(directory: string): ReturnType<typeof openDatabase> | undefined {
  try {
    return openDatabase(directory);
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
    dialog.showErrorBox(
      'Perch cannot open its database',
      `${error.message}\n\n${error.path}\n${error.reason}`,
    );
    return undefined;
  }
}

export function tellSetAside(file: string): void {
  void dialog.showMessageBox({
    type: 'warning',
    message: 'Perch could not read its database and started with a new one.',
    detail: `The old file is kept as ${file}. Keys in the keychain are untouched; accounts must be added again.`,
  });
}

/** Where the user wants a file to be; undefined when nowhere. */
export async function chooseFile(
  kind: 'CSV' | 'PNG' | 'TXT',
  folder: 'documents' | 'pictures',
  suggested: string,
): Promise<string | undefined> {
  const { canceled, filePath } = await dialog.showSaveDialog({
    defaultPath: join(app.getPath(folder), suggested),
    filters: [{ name: kind, extensions: [kind.toLowerCase()] }],
  });
  return canceled || filePath === '' ? undefined : filePath;
}

export function tellMinimised(title: string, body: string): void {
  void dialog.showMessageBox({ type: 'info', message: title, detail: body });
}

/** Whether a newer version shall be fetched, and installed at the end. */
export async function askToUpdate(language: Language, version: string): Promise<boolean> {
  const { response } = await dialog.showMessageBox({
    type: 'question',
    message: translate(language, 'update.question', { version }),
    detail: translate(language, 'update.detail'),
    buttons: [translate(language, 'update.accept'), translate(language, 'update.decline')],
    // Enter must not decide what comes up while somebody types.
    defaultId: 1,
    cancelId: 1,
  });
  return response === 0;
}
