/**
 * Characters that change how text looks without being seen: control and format characters (bidi overrides, zero-width joiners,
 * byte order marks, tags), line separators, and fillers that draw nothing. SECURITY: shown as escapes.
 */
const INVISIBLE =
  /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180e\u2800\u3164\uffa0]|\p{Cs}/gu;

/** Literal text for the screen: every invisible or direction-changing character becomes a visible `\u{…}` escape. */
export function visibleText(text: string): string {
  return text.replace(INVISIBLE, escape);
}

function escape(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}}`;
}
