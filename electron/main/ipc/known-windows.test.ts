import { EventEmitter } from 'node:events';
import type { WebContents, WebFrameMain } from 'electron';
import { describe, expect, it } from 'vitest';
import { createKnownWindows } from './known-windows';

const frame = (url: string, parent: object | null = null) => ({ url, parent }) as unknown as WebFrameMain;

function contentsWith(id: number, mainFrame: WebFrameMain) {
  return Object.assign(new EventEmitter(), { id, mainFrame }) as unknown as WebContents & EventEmitter;
}

function setUp(url = 'app://perch/terminal.html') {
  const windows = createKnownWindows((candidate) => candidate.startsWith('app://perch/'));
  const top = frame(url);
  const contents = contentsWith(1, top);
  windows.add({ kind: 'terminal', contents });
  const from = (sender: WebContents, senderFrame: WebFrameMain | null) =>
    windows.callerOf({ sender, senderFrame })?.kind;
  return { windows, top, contents, from };
}

describe('who is calling', () => {
  it('is known by contents, top frame and origin', () => {
    const { contents, top, from } = setUp();
    expect(from(contents, top)).toBe('terminal');
  });

  it.each([
    ['a frame inside the page', (top: WebFrameMain) => frame('app://perch/terminal.html', top)],
    ['another top frame', () => frame('app://perch/terminal.html')],
    ['a frame that is gone', () => null],
  ])('is not known from %s', (_name, senderFrame) => {
    const { contents, top, from } = setUp();
    expect(from(contents, senderFrame(top))).toBeUndefined();
  });

  it('is not known from contents that we did not make, even under the same id', () => {
    const { top, from } = setUp();
    expect(from(contentsWith(2, top), top)).toBeUndefined();
    expect(from(contentsWith(1, top), top)).toBeUndefined();
  });

  it('is not known once its frame shows another origin', () => {
    const { contents, top, from } = setUp('https://evil.example/terminal.html');
    expect(from(contents, top)).toBeUndefined();
  });

  it('is forgotten when its contents end', () => {
    const { contents, top, from } = setUp();
    contents.emit('destroyed');
    expect(from(contents, top)).toBeUndefined();
  });
});
