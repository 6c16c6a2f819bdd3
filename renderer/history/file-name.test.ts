import { expect, it } from 'vitest';
import { fileName } from './file-name';

it('a file is called by the last part of its path', () => {
  expect(fileName('/home/ada/orders.csv')).toBe('orders.csv');
  expect(fileName('C:\\Users\\Ada\\orders.csv')).toBe('orders.csv');
  expect(fileName('orders.csv')).toBe('orders.csv');
});
