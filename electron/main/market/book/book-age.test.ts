import { describe, expect, it } from 'vitest';
import { BookAge } from './book-age';

/** A difference arrives and is applied. */
function difference(age: BookAge, version: number, at: number): void {
  age.arrived(version, at);
  age.applied(version, at);
}

/** REST is asked when the stream has brought `newest`. */
function ask(age: BookAge, askedAt: number, version: number, newest: number): void {
  age.asking(newest);
  age.answered(askedAt, version, newest);
}

describe('age of a followed book', () => {
  it('is that of the last difference while nothing speaks against it', () => {
    const age = new BookAge();
    age.restart(10_000);
    difference(age, 5, 11_000);
    expect(age.confirmedAt).toBe(11_000);
    age.confirm(10_500);
    expect(age.confirmedAt).toBe(11_000);
    expect(age.isLate).toBe(false);
  });

  it('is not that of a difference which is older than what REST told long before', () => {
    const age = new BookAge();
    difference(age, 5, 10_000);
    ask(age, 11_000, 7, 5);
    difference(age, 6, 14_000);
    expect(age.confirmedAt).toBe(11_000);
  });

  it('takes back what it claimed while REST was further already', () => {
    const age = new BookAge();
    difference(age, 5, 10_000);
    age.asking(5);
    difference(age, 6, 14_000);
    expect(age.confirmedAt).toBe(14_000);
    age.answered(11_000, 8, 6);
    difference(age, 7, 15_000);
    expect(age.confirmedAt).toBe(11_000);
  });

  it('is that of the question when its version came late, and of later differences less their lateness', () => {
    const age = new BookAge();
    difference(age, 5, 10_000);
    ask(age, 11_000, 6, 5);
    difference(age, 6, 14_000);
    expect(age.confirmedAt).toBe(11_000);
    expect(age.isLate).toBe(true);
    difference(age, 7, 15_000);
    expect(age.confirmedAt).toBe(12_000);
  });

  it('is late no longer when a version comes in time, or was there before REST was asked', () => {
    for (const arrives of [15_200, undefined]) {
      const age = new BookAge();
      difference(age, 5, 10_000);
      ask(age, 11_000, 6, 5);
      difference(age, 6, 14_000);
      ask(age, 15_000, arrives === undefined ? 6 : 7, 6);
      if (arrives !== undefined) age.arrived(7, arrives);
      expect(age.isLate).toBe(false);
    }
  });

  it('goes on with several questions whose versions are all still on their way', () => {
    const age = new BookAge();
    difference(age, 5, 10_000);
    ask(age, 11_000, 6, 5);
    ask(age, 13_000, 8, 5);
    difference(age, 6, 15_000);
    expect(age.confirmedAt).toBe(11_000);
    difference(age, 8, 17_000);
    expect(age.confirmedAt).toBe(13_000);
  });

  it('does not hold it against a stream that it never brings what was before it', () => {
    const age = new BookAge();
    age.asking(undefined);
    age.answered(10_000, 6, undefined);
    age.restart(10_000);
    difference(age, 7, 14_000);
    expect(age.confirmedAt).toBe(14_000);
    expect(age.isLate).toBe(false);
  });

  it('knows by a difference from before the snapshot that comes long after it that the stream is late', () => {
    const age = new BookAge();
    age.asking(undefined);
    age.answered(10_000, 6, undefined);
    age.restart(10_000);
    age.arrived(5, 14_000);
    expect(age.isLate).toBe(true);
    difference(age, 7, 15_000);
    expect(age.confirmedAt).toBe(11_000);
  });
});
