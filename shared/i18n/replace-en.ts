/** Changing an open order: its cancel and the order that takes its place. */
export const replaceEn = {
  'replace.edit': 'Change',
  'replace.editOrder': 'Change order {id}: {side} {quantity} {asset} at {price}',
  'replace.form': 'Change order {id}',
  'replace.price': 'New price ({asset})',
  'replace.quantity': 'New quantity ({asset})',
  'replace.filled': '{filled} {asset} of it are filled',
  'replace.send': 'Change it',
  'replace.sending': 'Changing…',
  'replace.leave': 'Leave it as it is',
  'replace.how': 'The order is cancelled first; the new one goes when that is certain, less what was filled.',
  'replace.done': 'Changed: order {id} has taken its place.',
  'replace.doneFilled':
    'Changed: order {id} has taken its place, less {filled} {asset} that had been filled.',
  'replace.failed': 'Not changed: {reason}',
  'replace.unknown':
    'The old order is cancelled. No answer for the new one: it may have been placed, and Perch looks it up.',
  'replace.unsentLine': 'cancelled for a replacement that was not sent',
  'replace.unsentWish': '{side} {quantity} {asset} at {price} instead of {oldQuantity} at {oldPrice}',
  'replace.unsentEnded': 'Perch ended before it could be.',
  'replace.sendNow': 'Send it now',
  'replace.drop': 'Leave it cancelled',
  'replace.unsentCount': '{count} not sent',
  'replace.next': 'Change the order at the cursor',
  'replace.cursor': 'Go to the open orders',

  'timeline.replace-asked': 'To be changed to {quantity} {asset} at {price}: it is cancelled first.',
  'timeline.replaced': 'Entry {entry}, of {quantity} {asset}, has taken its place.',
  'timeline.replace-unsent':
    'It is cancelled, and the order that was to take its place was not placed. {reason}',
  'timeline.replace-dropped': 'Nothing takes its place: {why}.',
  'timeline.replaces': 'It takes the place of entry {entry}.',
  'timeline.replacesFilled':
    'It takes the place of entry {entry}, less {filled} {asset} that had been filled.',
  'timeline.dropped.rests': 'it was not cancelled',
  'timeline.dropped.filled': 'it was filled first',
  'timeline.dropped.enough': 'as much as was wished was filled first',
  'timeline.dropped.gone': 'the exchange does not say how it ended',
  'timeline.dropped.called-off': 'it was cancelled by hand meanwhile',
  'timeline.dropped.declined': 'you left it cancelled',

  'confirm.replace.title': 'Confirm a changed order',
  'confirm.replace.titleUnusual': 'Confirm an unusual changed order',
  'confirm.replace.old': 'Old order',
  'confirm.replace.oldAmount': '{quantity} {base} at {price} {quote}',
  'confirm.replace.oldFilled': '{quantity} {base} at {price} {quote}, {filled} filled',
  'confirm.replace.note':
    'The old order is cancelled first. What is filled of it until then is taken off the new one; if the cancel is not certain, nothing new is sent.',
  'confirm.replace.noteCancelled': 'The old order is cancelled already.',

  'confirm.remove.title': 'Remove an account',
  'confirm.remove.headline': 'Remove “{name}” although orders stay open?',
  'confirm.remove.open': 'Stay live at the exchange: {count}',
  'confirm.remove.note':
    'They can fill while Perch does not watch them, and Perch can cancel them no more. Cancel them first if they are not to stay.',
  'confirm.remove.unsettled': 'In doubt: {count}',
  'confirm.remove.noteUnsettled': 'Perch stops finding out what became of them.',
  'confirm.remove.accept': 'Remove account',
  'confirm.remove.ofAccount': '{order} · {account}',
  'error.account.not-confirmed': 'The account was not removed.',

  'error.replace.not-open': 'The order does not rest any more, or is being cancelled; it was not changed.',
  'error.replace.unchanged': 'Price and quantity are what they were.',
  'error.replace.enough':
    '{filled} are filled already; the new quantity must be more. The order was not touched.',
  'error.replace.under-way': 'This order is being changed already.',
  'error.replace.called-off': 'The order was cancelled meanwhile, so nothing new was sent.',
  'error.replace.nothing-unsent': 'Nothing waits to be sent any more.',
  'error.replace.cancel-unknown':
    'No answer to the cancel: nothing new was sent. Perch finds out what became of the old order.',
  'error.replace.not-cancelled': 'The exchange did not cancel the old order. Nothing new was sent.',
  'error.replace.filled': 'The old order was filled before it could be cancelled. Nothing new was sent.',
  'error.replace.filled-enough':
    'As much as you wished was filled ({filled}) before the cancel. Nothing new was sent; the rest is cancelled.',
  'error.replace.gone':
    'The exchange knows the old order no more and does not say how it ended. Nothing new was sent.',
  'error.replace.left':
    'Perch ended, or the cancel was certain only later, before the new order could be sent.',
  'error.replace.unsent': 'The old order is cancelled, and the new one was not placed.',
} as const;
