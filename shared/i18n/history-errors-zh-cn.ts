import type { historyErrorsEn } from './history-errors-en';

/** Simplified Chinese; every key of the English messages. */
export const historyErrorsZhCn: Readonly<Record<keyof typeof historyErrorsEn, string>> = {
  'error.journal.reason-unreadable': '原因曾被记录，但现在已无法读取。',
  'error.export.full': '无法写入文件：磁盘已满。',
  'error.export.not-allowed': '无法写入文件：文件夹或文件不允许写入。请选择其他位置。',
  'error.export.unreachable': '无法写入文件：无法访问其文件夹。请选择其他位置。',
  'error.export.failed': '无法写入文件：{reason}',
};
