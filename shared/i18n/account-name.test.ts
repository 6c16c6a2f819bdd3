import { expect, it } from 'vitest';
import './every-language';
import { accountName, PRACTICE_NAME } from './account-name';

it('calls the practice account as the desk speaks, until its owner calls it something else', () => {
  const practice = { name: PRACTICE_NAME, kind: 'paper' } as const;
  expect(accountName(practice, 'en')).toBe('Practice account');
  expect(accountName(practice, 'zh-CN')).toBe('模拟账户');
  expect(accountName({ ...practice, name: 'Mine' }, 'zh-CN')).toBe('Mine');
});

it('shows the user’s own names literally, also one that is called like the practice account', () => {
  expect(accountName({ name: PRACTICE_NAME, kind: 'custom' }, 'zh-CN')).toBe(PRACTICE_NAME);
  expect(accountName({ name: 'a\u202eb', kind: 'custom' }, 'en')).toBe('a\\u{202e}b');
});
