import { describe, expect, it } from 'vitest';
import { tallyOf } from './lib/run-tests.mjs';

const suite = (status: string, ...tests: string[]) => ({
  status,
  assertionResults: tests.map((each) => ({ status: each })),
});

describe('the tally of a test run', () => {
  it('counts passed and failed tests over all suites', () => {
    const testResults = [suite('passed', 'passed', 'passed'), suite('failed', 'passed', 'failed')];
    expect(tallyOf({ testResults }, 1)).toEqual({ passed: 3, failed: 1 });
  });

  it('counts a suite that does not load as a failed test', () => {
    const testResults = [suite('passed', 'passed'), suite('failed')];
    expect(tallyOf({ testResults }, 1)).toEqual({ passed: 1, failed: 1 });
  });

  it('counts a suite whose hook failed after its tests passed as a failed test', () => {
    expect(tallyOf({ testResults: [suite('failed', 'passed')] }, 1)).toEqual({ passed: 1, failed: 1 });
  });

  it('calls a run failed that vitest calls failed for a reason outside all tests', () => {
    expect(tallyOf({ testResults: [suite('passed', 'passed')] }, 1)).toEqual({ passed: 1, failed: 1 });
  });

  it('calls a run without tests failed, and one without a report', () => {
    expect(tallyOf({ testResults: [] }, 0)).toEqual({ passed: 0, failed: 1 });
    expect(tallyOf(undefined, 1)).toEqual({ passed: 0, failed: 1 });
  });

  it('does not count a test that was left out as passed', () => {
    expect(tallyOf({ testResults: [suite('passed', 'skipped', 'todo')] }, 0)).toEqual({
      passed: 0,
      failed: 1,
    });
  });
});
