/** Last line of a test run, for whoever reads logs by machine: `2397 passed, 0 failed, 42 skipped`. */
import type { Reporter } from 'vitest/node';

/** Counts tests by their state. */
export const closingLine: Reporter = {
  onTestRunEnd(modules) {
    const counts = { passed: 0, failed: 0, skipped: 0, pending: 0 };
    for (const module of modules) {
      for (const test of module.children.allTests()) counts[test.result().state] += 1;
    }
    process.stdout.write(`\n${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped\n`);
  },
};
