/**
 * Writes every other character as an escape. V8 keeps a text of ASCII alone in half the memory, and Node reads it without decoding; one
 * Chinese word in a megabyte would take that from all of it. Escapes mean the same in strings, templates, regular expressions and names; a
 * tagged template that asks for its raw text would differ, so of those none may hold such characters.
 * @returns {import('vite').Plugin}
 */
export function asciiOnly() {
  return {
    name: 'perch:ascii-only',
    // When nothing prints the code anew.
    generateBundle(_options, bundle) {
      for (const part of Object.values(bundle)) {
        if (part.type !== 'chunk') continue;
        if (/String\.raw`[^`]*[^\0-\x7f]/.test(part.code))
          this.error(`${part.fileName}: String.raw holds characters outside of ASCII`);
        part.code = part.code.replaceAll(/[^\0-\x7f]/g, escaped);
      }
    },
  };
}

/** @param {string} unit of UTF-16 */
function escaped(unit) {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
