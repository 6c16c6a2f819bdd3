/** Shows what has just come, where it would stand below the edge of its pane. */
export function intoView(element: Element): void {
  element.scrollIntoView({ block: 'nearest' });
}
