import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { claimsOf } from '../../../src/exhibits/audit/claims.ts';
import { NO_RELATIONS } from '../../../src/exhibits/audit/relations-schema.ts';
import type { Evidence } from '../../../src/exhibits/readings/question.ts';
import { remainingReadings } from '../../../src/exhibits/readings/rule-out.ts';
import type { AuditResult } from '../../../src/results/audit.ts';
import { loadPublished } from '../../../src/spec/load-published.ts';
import { alternative, QUESTION } from './question.ts';

const claims = claimsOf(
  loadPublished(join(import.meta.dirname, '../../../specs/pooling/published.yaml')),
  NO_RELATIONS,
);
const probit = claimsOf(loadPublished(join(import.meta.dirname, '../../../specs/reimb/published.yaml')), NO_RELATIONS);
const NO_AUDIT: AuditResult = {
  paper: '',
  printed: 0,
  findings: [],
  counts: { impossible: 0, inconsistent: 0, borderline: 0, unverifiable: 0, consistent: 0 },
};

function weigh(evidence: Evidence, of = claims, audit = NO_AUDIT) {
  const alternatives = new Map([alternative('logit'), alternative('other', { ruledOutBy: [evidence] })]);
  const question = {
    ...QUESTION,
    exclude: [],
    choices: new Map([['m', { name: 'm', label: { en: 'm' }, alternatives }]]),
  };
  const { choices, readings, remaining } = remainingReadings(question, of, audit);
  const [found] = choices[0]!.alternatives[1]!.evidence;
  return { ...found!, readings, remaining };
}

describe('remainingReadings', () => {
  it('rules a linear model out where marginal effect and coefficient differ beyond rounding', () => {
    const linear = { kind: 'ratio', effect: 't3.c2_me', coefficient: 't3.c2_beta', from: 1, to: 1 } as const;
    const found = weigh(linear);
    expect(found).toMatchObject({ excludes: true, readings: 2, remaining: 1 });
    expect(found.arithmetic.en).toContain('13 of 13 rows miss it');
  });

  it('keeps a ratio that rounding allows', () => {
    expect(weigh({ kind: 'ratio', effect: 't3.c2_me', coefficient: 't3.c2_beta', from: 0.14, to: 0.15 })).toMatchObject(
      {
        excludes: false,
        remaining: 2,
      },
    );
  });

  it('rules probit coefficients out where a printed standard error is below 1 / sqrt(w n s (1 - s))', () => {
    const found = weigh(
      { kind: 'smallest_std_error', estimates: 't3.reimbursed', shares: 't1.total', information: 1 },
      probit,
    );
    // the row farthest below its bound: 808 of 1,165 live in an urban area
    const least = 1 / Math.sqrt((1165 * 808 * (1165 - 808)) / 1165 ** 2);
    expect(found.arithmetic.en).toContain(` = ${least.toFixed(4)}; printed 0.0315 to 0.0325`);
    expect(least.toFixed(4)).toBe('0.0636');
    expect(found.excludes).toBe(true);
    const none = weigh(
      { kind: 'smallest_std_error', estimates: 't3.reimbursed', shares: 't1.total', information: 100 },
      probit,
    );
    expect(none).toMatchObject({ excludes: false, remaining: 2 });
  });

  it('takes the audit’s finding on exactly these cells', () => {
    const evidence = { kind: 'check', check: 'effect_ratios', cells: ['t3.c2_beta', 't3.c2_me'] } as const;
    const audit = (verdict: 'inconsistent' | 'consistent', cells: readonly string[]): AuditResult => ({
      ...NO_AUDIT,
      findings: [{ check: 'effect_ratios', verdict, cells, arithmetic: { en: 'so it is' } }],
    });
    expect(weigh(evidence, claims, audit('inconsistent', ['t3.c2_me', 't3.c2_beta'])).excludes).toBe(true);
    expect(weigh(evidence, claims, audit('consistent', ['t3.c2_me', 't3.c2_beta'])).excludes).toBe(false);
    expect(weigh(evidence, claims, audit('inconsistent', ['t3.c1_me', 't3.c1_beta'])).excludes).toBe(false);
  });
});
