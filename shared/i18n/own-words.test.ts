import { expect, it } from 'vitest';
import './every-language';
import { ownWords } from './own-words';

const inChinese = (text: string): string => ownWords(text, 'zh-CN');

it('says in Chinese what main says in English, and keeps codes and the words of others', () => {
  expect(inChinese('The exchange refused the connection (ECONNREFUSED).')).toBe(
    '交易所拒绝了连接（ECONNREFUSED）。',
  );
  expect(inChinese('The exchange has a fault (HTTP 503): DISCONNECTED (-1001)')).toBe(
    '交易所发生故障（HTTP 503）：DISCONNECTED (-1001)',
  );
  expect(inChinese('The connection was closed while the answer was awaited.')).toBe('等待应答时连接被关闭。');
  expect(inChinese('The connection was closed.')).toBe('连接已关闭。');
});

it('leaves what is not main’s as it is, literally', () => {
  for (const text of [
    '',
    'Invalid API-key, IP, or permissions for action. (-2015)',
    'The connection was odd.',
  ]) {
    expect(inChinese(text)).toBe(text);
    expect(ownWords(text, 'en')).toBe(text);
  }
  expect(inChinese('a\u202eb')).toBe('a\\u{202e}b');
});
