/**
 * Puts text into the clipboard as Ctrl+C does, with the selection of a field: a page without permissions may do that after a click,
 * while `navigator.clipboard` is refused to it. Answers whether it worked; if not, the text is left selected in the field.
 */
export function copyFrom(field: HTMLTextAreaElement): boolean {
  field.focus();
  field.select();
  return document.execCommand('copy');
}
