/**
 * Shows a dialog as modal: the native one keeps the focus inside and makes the rest inert. When it is taken off the page by whatever way, the
 * focus goes back to where it was. It is not closed by then: its `close` event would come late and close the dialog after it.
 */
export function modal(dialog: HTMLDialogElement): () => void {
  const before = document.activeElement;
  dialog.showModal();
  return () => {
    const focused = document.activeElement;
    const lost = focused === null || focused === document.body || dialog.contains(focused);
    if (lost && before instanceof HTMLElement && before.isConnected) before.focus();
  };
}
