/**
 * Puts an element's text into the clipboard as Ctrl+C does, with a selection: a page without permissions may do that after a click.
 * Answers whether it worked; if not, the text is left selected.
 */
export function copyContents(element: Element): boolean {
  const selection = getSelection();
  selection?.selectAllChildren(element);
  const copied = document.execCommand('copy');
  if (copied) selection?.removeAllRanges();
  return copied;
}
