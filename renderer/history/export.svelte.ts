import { groupThousands } from '../format/amount';
import { send } from '../state/commands';
import { errorText, t } from '../state/language';
import { fileName } from './file-name';
import type { AskedFilter } from './history-filter';

/** Writing the history as a file, and what became of it. */
export class HistoryExport {
  busy = $state(false);
  note = $state.raw<{ readonly text: string; readonly path: string; readonly failed: boolean } | undefined>();

  async run(accountId: string, filter: AskedFilter): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.note = undefined;
    const result = await send('history.export', { accountId, filter });
    this.busy = false;
    if (!result.ok) {
      const text = t('history.exportFailed', { reason: errorText(result.error) });
      this.note = { text, path: '', failed: true };
      return;
    }
    const { path, rows } = result.value;
    // The user chose no file, and knows it.
    if (path === '') return;
    this.note = {
      text: t('history.exported', { rows: groupThousands(String(rows)), file: fileName(path) }),
      path,
      failed: false,
    };
  }

  dismiss(): void {
    this.note = undefined;
  }
}
