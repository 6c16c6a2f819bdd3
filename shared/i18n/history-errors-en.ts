/** Failures of keeping and exporting the history of orders. */
export const historyErrorsEn = {
  'error.journal.reason-unreadable': 'The reason was noted and can no longer be read.',
  'error.export.full': 'The file could not be written: the disk is full.',
  'error.export.not-allowed':
    'The file could not be written: the folder or the file does not allow it. Choose another place.',
  'error.export.unreachable':
    'The file could not be written: its folder cannot be reached. Choose another place.',
  'error.export.failed': 'The file could not be written: {reason}',
} as const;
