/** Signs that keys have on a Mac, in the order in which its menus write them. */
const MAC_MODIFIERS = { Alt: '⌥', Shift: '⇧', Mod: '⌘' } as const;
const MAC_KEYS: Readonly<Record<string, string>> = { Enter: '↩', Escape: '⎋', Backspace: '⌫', Delete: '⌦' };
const ARROWS: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
};
const OTHER_KEYS: Readonly<Record<string, string>> = { Mod: 'Ctrl', Escape: 'Esc' };

/** Keys of an action as this system writes them: `Mod+Shift+F` is `⇧⌘F` on a Mac and `Ctrl+Shift+F` elsewhere. */
export function keyLabel(keys: string, isMac: boolean): string {
  // The key itself can be a plus: `Mod++`.
  const names = keys.endsWith('+') ? [...keys.slice(0, -1).split('+').filter(Boolean), '+'] : keys.split('+');
  const label = (name: string): string => ARROWS[name] ?? name.replace(/^ $/, 'Space');
  if (!isMac) return names.map((name) => OTHER_KEYS[name] ?? label(name)).join('+');
  const held = Object.entries(MAC_MODIFIERS).flatMap(([name, sign]) => (names.includes(name) ? [sign] : []));
  const pressed = names.filter((name) => !Object.hasOwn(MAC_MODIFIERS, name));
  return [...held, ...pressed.map((name) => MAC_KEYS[name] ?? label(name))].join('');
}
