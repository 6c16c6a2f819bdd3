/** Ids of what was chosen lately, newest first, kept by this window's own storage: they are a habit, nothing that main needs to know. */
const KEY = 'palette.recent';
const MOST = 8;

function isTextList(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === 'string');
}

export function recentIds(): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return isTextList(kept) ? kept.slice(0, MOST) : [];
  } catch {
    return [];
  }
}

export function remember(id: string): void {
  try {
    localStorage.setItem(
      KEY,
      JSON.stringify([id, ...recentIds().filter((kept) => kept !== id)].slice(0, MOST)),
    );
  } catch {
    // Without storage there is nothing recent.
  }
}
