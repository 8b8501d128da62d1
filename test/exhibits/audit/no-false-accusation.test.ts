/** Files made from real data sets are never accused; errors planted in them are found. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { audit } from '../../../src/exhibits/audit/audit.ts';
import { relationsSchema } from '../../../src/exhibits/audit/relations-schema.ts';
import { publishedSchema } from '../../../src/exhibits/published/schema.ts';
import type { AuditFinding } from '../../../src/results/audit.ts';
import { fileOf, type Plan } from './tables-of-data.ts';

const plans: fc.Arbitrary<Plan> = fc
  .record({
    seed: fc.integer({ min: 1, max: 2 ** 30 }),
    groups: fc.array(fc.integer({ min: 4, max: 120 }), { minLength: 2, maxLength: 4 }),
    decimals: fc.tuple(
      fc.integer({ min: 0, max: 4 }),
      fc.integer({ min: 0, max: 4 }),
      fc.integer({ min: 0, max: 3 }),
      fc.integer({ min: 2, max: 4 }),
      fc.integer({ min: 1, max: 4 }),
    ),
    scale: fc.constantFrom([1, 5] as const, [0, 10] as const, [1, 4] as const),
    levels: fc.integer({ min: 2, max: 5 }),
    welch: fc.boolean(),
  })
  .map((plan) => plan);

type File = ReturnType<typeof fileOf>;

/** With the partitions, scales and the one quotation declared. */
function findingsOf(file: File, plan: Plan, declared: boolean): readonly AuditFinding[] {
  const parts = plan.groups.map((_, k) => `g${k}`);
  const relations = relationsSchema.parse({
    schema: 'audit/1',
    scales: { trust: { low: plan.scale[0], high: plan.scale[1] } },
    ...(declared && {
      quotes: 'all',
      partitions: ['t1', 't2'].map((table) => ({ parts: parts.map((id) => `${table}.${id}`), whole: `${table}.all` })),
    }),
  });
  return audit(publishedSchema.parse(file), relations).findings;
}

const accused = (findings: readonly AuditFinding[]) =>
  findings
    .filter(({ verdict }) => verdict === 'impossible' || verdict === 'inconsistent')
    .map(({ check, cells, arithmetic }) => `${check} ${cells[0]}: ${arithmetic.en}`);

describe('numbers from data', () => {
  it.each([true, false])('are never called impossible or inconsistent (relations declared: %s)', (declared) => {
    fc.assert(
      fc.property(plans, (plan) => {
        expect(accused(findingsOf(fileOf(plan), plan, declared))).toEqual([]);
      }),
      { seed: 20_220_901, numRuns: 300 },
    );
  });

  it('do exercise the checks', () => {
    const plan: Plan = {
      seed: 7,
      groups: [40, 55, 31],
      decimals: [2, 2, 1, 3, 3],
      scale: [1, 5],
      levels: 4,
      welch: false,
    };
    const checks = new Set(findingsOf(fileOf(plan), plan, true).map(({ check }) => check));
    for (const check of [
      'stars',
      'percentages',
      'categories',
      'count_sums',
      'pooled_moments',
      'scales',
      'recomputed_p',
    ]) {
      expect(checks).toContain(check);
    }
    expect([...checks].sort()).toEqual(expect.arrayContaining(['differences', 'effect_ratios', 'facts']));
  });
});

/** Precise enough that an error shows. */
const precise: fc.Arbitrary<Plan> = fc.record({
  seed: fc.integer({ min: 1, max: 2 ** 30 }),
  groups: fc.array(fc.integer({ min: 20, max: 60 }), { minLength: 2, maxLength: 3 }),
  decimals: fc.constant([3, 3, 2, 3, 3] as const),
  scale: fc.constant([1, 5] as const),
  levels: fc.constant(3),
  welch: fc.constant(false),
});

const number = (text: string) => Number(/-?\d+(\.\d+)?/.exec(text)![0]);
const replaced = (text: string, change: (value: number) => string) =>
  text.replace(/-?\d+(\.\d+)?/, (found) => change(Number(found)));

/** An error in the file, the check that must see it; false where this file gives no room for it. */
const PLANTED: Readonly<Record<string, readonly [string, (file: File, plan: Plan) => boolean]>> = {
  'one more in a part': [
    'count_sums',
    ({ tables }) => {
      const { cells } = tables[1].rows[0];
      cells.g0 = replaced(cells.g0, (n) => String(n + 1));
      return true;
    },
  ],
  'a percentage with two digits exchanged': [
    'percentages',
    ({ tables }) => {
      const { cells } = tables[1].rows[0];
      const changed = cells.all.replace(/\((\d)(\d)/, '($2$1');
      const differs = changed !== cells.all;
      cells.all = changed;
      return differs;
    },
  ],
  'a category counted twice': [
    'categories',
    ({ tables }) => {
      const { cells } = tables[1].rows[1];
      cells.all = replaced(cells.all, (n) => String(n + 3));
      return true;
    },
  ],
  'the SD of a 0/1 variable': [
    'scales',
    ({ tables }) => {
      const { cells } = tables[0].rows[0];
      const before = number(cells.g0);
      cells.g0 = cells.g0.replace(/\(.*\)/, '(0.600)');
      return before > 0;
    },
  ],
  'a mean that whole numbers do not have': [
    'scales',
    ({ tables }, { groups }) => {
      const { cells } = tables[0].rows[1];
      const n = groups[0]!;
      cells.g0 = replaced(cells.g0, (mean) => ((Math.round(mean * n) + 0.5) / n).toFixed(3));
      return n < 400;
    },
  ],
  'the mean of the whole': [
    'pooled_moments',
    ({ tables }) => {
      const { cells } = tables[0].rows[2];
      cells.all = replaced(cells.all, (mean) => (mean * 3).toFixed(3));
      return true;
    },
  ],
  'a p value': [
    'recomputed_p',
    ({ tables }) => {
      const { cells } = tables[0].rows[2];
      const before = cells.p === '<0.001' ? 0 : number(cells.p);
      cells.p = before > 0.4 ? '0.041' : '0.874';
      return true;
    },
  ],
  stars: [
    'stars',
    ({ tables }) => {
      const row = tables[2].rows.find(({ cells }: { cells: { b: string } }) => cells.b.includes('***'));
      if (row === undefined || Number(/\((.*)\)/.exec(row.cells.b)![1]) === 0) return false;
      const [est, se] = row.cells.b.match(/-?\d+\.\d+/g).map(Number);
      row.cells.b = row.cells.b.replace('***', '*');
      return Math.abs(est) / se > 2.7;
    },
  ],
  'a difference': [
    'differences',
    ({ tables }) => {
      const { cells } = tables[3].rows[0];
      cells.d = replaced(cells.d, (gap) => (gap + 0.01).toFixed(3));
      return true;
    },
  ],
  'an effect of another model': [
    'effect_ratios',
    ({ tables }) => {
      const { cells } = tables[2].rows[0];
      const before = number(cells.m);
      cells.m = replaced(cells.m, (effect) => (effect * 1.6 + Math.sign(effect) * 0.01).toFixed(3));
      return Math.abs(before) > 0.01;
    },
  ],
  'a copied column': [
    'duplicates',
    ({ tables }) => {
      tables[2].columns[1].reports = 'coefficient';
      tables[2].columns[1].sample = 'other';
      for (const row of tables[2].rows) row.cells.m = row.cells.b;
      return true;
    },
  ],
  'a number of the text': [
    'facts',
    ({ facts }) => {
      facts[0].value += 7;
      facts[0].printed = `${facts[0].value}%`;
      return true;
    },
  ],
};

describe('planted errors', () => {
  it.each(Object.entries(PLANTED))('%s is found', (_, [check, plant]) => {
    let planted = 0;
    fc.assert(
      fc.property(precise, (plan) => {
        const file = fileOf(plan);
        if (!plant(file, plan)) return;
        planted++;
        const found = findingsOf(file, plan, true).filter(({ verdict }) => verdict !== 'consistent');
        expect(found.map((finding) => finding.check)).toContain(check);
      }),
      { seed: 20_240_115, numRuns: 60 },
    );
    expect(planted).toBeGreaterThan(15);
  });

  it('an SD that whole numbers do not have is found nearly always (GRIMMER)', () => {
    let [planted, found] = [0, 0];
    fc.assert(
      fc.property(precise, (plan) => {
        const file = fileOf(plan);
        const { cells } = file.tables[0].rows[1];
        const n = plan.groups[0]!;
        const sd = Number(/\((.*)\)/.exec(cells.g0)![1]);
        // the sum of squares one off has the wrong parity
        cells.g0 = cells.g0.replace(/\(.*\)/, `(${Math.sqrt(sd * sd + 1 / (n - 1)).toFixed(3)})`);
        planted++;
        const accusing = findingsOf(file, plan, true).filter(({ verdict }) => verdict === 'impossible');
        if (accusing.some(({ arithmetic }) => arithmetic.en.startsWith('GRIMMER'))) found++;
      }),
      { seed: 5, numRuns: 100 },
    );
    expect(planted).toBe(100);
    expect(found).toBeGreaterThan(80);
  });
});
