import { describe } from 'vitest';
import { tellWhere } from './claims';

/* What a window that was taken over may send, and where each is tried. */

const BRIDGE = 'tests/bridge.e2e.ts';
const LIMIT = 'shared/contract/payload-limit.test.ts';
const ROUTER = 'electron/main/ipc/router.test.ts';
const TAKEN_OVER = 'tests/taken-over.e2e.ts';

describe('from a window', () => {
  tellWhere([
    ['markup in symbols', 'tests/odd-symbols.e2e.ts: long, Chinese, right-to-left and marked-up names are plain text everywhere'],
    ['bidi and zero-width characters', 'shared/domain/visible-text.test.ts: never lets a bidi or zero-width character through'],
    ['__proto__ and constructor', `${ROUTER}: an own __proto__ key`, `${BRIDGE}: leaves the prototypes of main as they were`, `${TAKEN_OVER}: reaches no prototype of main`],
    ['NaN and -0', `${LIMIT}: ['NaN', NaN, 'not-plain']`, `${LIMIT}: ['-0', -0, 'not-plain']`],
    ['a BigInt, a Map, a function', `${LIMIT}: ['a BigInt', 1n, 'not-plain']`, `${LIMIT}: ['a Map',`, `${LIMIT}: ['a function',`],
    ['what is cyclic', `${LIMIT}: ['a cycle', cyclic, 'too-deep']`, `${BRIDGE}: 'a cyclic object'`],
    ['a text of 400 MB', `${TAKEN_OVER}: a text of 400 MB stays in the window`, `${BRIDGE}: 'a long string'`],
    ['a call from a frame', 'tests/navigation.e2e.ts: finds nothing of Perch in an empty frame', 'electron/main/ipc/known-windows.test.ts: is not known from %s'],
    ['a call from other contents', `${BRIDGE}: is refused although it has our page, our preload and our origin`],
    ['a call from a frame that went elsewhere', `${BRIDGE}: is refused when it is our window showing %s`, 'electron/main/ipc/known-windows.test.ts: is not known once its frame shows another origin'],
    ['10,000 calls a second', `${ROUTER}: limits a window that calls in a loop`, `${BRIDGE}: limits a page that calls ten thousand times at once`],
    ['a call on which a handler throws', `${ROUTER}: turns a handler that throws into a generic code without its message`],
    ['a command of another kind of window', `${BRIDGE}: refuses every command of another kind of window`],
    ['anything at all', 'tests/fuzz/ipc.fuzz.test.ts: none reaches a handler unchecked', 'tests/fuzz/handlers.fuzz.test.ts: no call makes a handler throw'],
  ]); // prettier-ignore
});
