/** Where a rule changes its mind: p at a threshold, few rows, Yates' correction, the most degrees of freedom. */
import { describe, expect, it } from 'vitest';
import { audit } from '../../../src/exhibits/audit/audit.ts';
import { starFinding } from '../../../src/exhibits/audit/checks/stars.ts';
import { relationsSchema } from '../../../src/exhibits/audit/relations-schema.ts';
import { differenceP, yatesP } from '../../../src/exhibits/audit/summary-tests.ts';
import { publishedSchema } from '../../../src/exhibits/published/schema.ts';

const RULE = [
  ['***', 0.01],
  ['**', 0.05],
  ['*', 0.1],
] as const;

describe('stars', () => {
  it.each([
    // a threshold is not below itself
    [0.05, 0.05, '**', 'inconsistent'],
    [0.05, 0.05, '*', 'consistent'],
    [0.0499, 0.0501, '**', 'borderline'],
    [0.0499, 0.0501, '*', 'borderline'],
    [0.0499, 0.0501, '', 'inconsistent'],
    [0.1, 0.1, '', 'consistent'],
    [0.009, 0.2, '**', 'borderline'],
  ])('p from %d to %d with "%s": %s', (lo, hi, has, verdict) => {
    expect(starFinding('t.x.y', 'printed', { en: 'z', zh: 'z' }, { lo, hi }, has, RULE).verdict).toBe(verdict);
  });

  it.each([
    // 0.210 (0.100): p 0.036 by z; by t with 17 degrees of freedom 0.051 (R: 2 * pt(2.1, 17, lower = FALSE))
    [19, '*', 'borderline'],
    [19, '**', 'borderline'],
    [5000, '*', 'inconsistent'],
    [5000, '**', 'consistent'],
  ])('of %i rows may be by t where these are few: "%s" is %s', (n, marks, verdict) => {
    const published = publishedSchema.parse({
      schema: 'published-results/1',
      paper: { authors: 'Doe J', year: 2020 },
      star_conventions: [{ id: 'usual', thresholds: Object.fromEntries(RULE) }],
      tables: [
        {
          id: 't',
          star_convention: 'usual',
          columns: [{ id: 'b', reports: 'coefficient', n }],
          rows: [{ key: 'x', cells: { b: `0.2100${marks} (0.1000)` } }],
        },
      ],
    });
    const { findings } = audit(published, relationsSchema.parse({ schema: 'audit/1' }));
    expect(findings.filter(({ check }) => check === 'stars').map((one) => one.verdict)).toEqual([verdict]);
  });
});

describe('tests from printed summaries, against R', () => {
  it("Yates' correction: chisq.test(matrix(c(12, 8, 5, 15), 2, byrow = TRUE))", () => {
    expect(yatesP([12, 5], [20, 20])).toBeCloseTo(0.0549743287216943, 12);
    // |ad - bc| below half the rows: nothing is left of it
    expect(yatesP([3, 4], [10, 12])).toBe(1);
  });

  it("Welch's degrees of freedom are n1 + n2 - 2 at their peak, inside the rounding", () => {
    // smallest SDs 0.589 and 1, where the peak is: 2 * pt(0.7 / sqrt(0.589^2 / 12 + 1 / 20), 30, lower = FALSE)
    const smallest = Math.sqrt((12 * 11) / (20 * 19));
    const a = { mean: 0.7, meanHalf: 0, sd: smallest + 0.3, sdHalf: 0.3 };
    const b = { mean: 0, meanHalf: 0, sd: 1.3, sdHalf: 0.3 };
    expect(differenceP(a, b, [12, 20], true).p.lo).toBeCloseTo(0.0184846838887, 9);
  });
});
