/** Splits against the fully interacted model in R (test/analysis/mediation/reference.R), and permutation of labels. */
import { beforeAll, describe, expect, it } from 'vitest';
import { toRowCondition } from '../../../src/analysis/expressions/to-row-condition.ts';
import { dealtLabels, exchangeOf, groupRows } from '../../../src/analysis/splits/groups.ts';
import type { PermutationPlan, SplitGroupPlan } from '../../../src/analysis/splits/split.ts';
import { randomStream } from '../../../src/numerics/philox.ts';
import type { SplitComparison, SplitResult } from '../../../src/results/split.ts';
import { frameOf, numeric, rejected, thrown } from '../frames.ts';
import { csv, LBW, runSpec } from '../mediation/run-spec.ts';

const model = { estimator: 'logit', outcome: 'low', terms: ['lwt', 'age'] };
const groups = {
  white: { where: "race == 'white'" },
  black: { where: "race == 'black'" },
  other: { where: "race == 'other'" },
};
const effects = { at: 'observations', change: 'derivative' };

function of(result: SplitResult, scale: SplitComparison['scale'], term = 'lwt'): SplitComparison {
  return result.comparisons.find((one) => one.scale === scale && one.term === term)!;
}

function close(ours: readonly number[], theirs: readonly number[], tolerance = 1e-6): void {
  expect(ours.length).toBe(theirs.length);
  ours.forEach((value, i) => {
    expect(Math.abs(value / theirs[i]! - 1)).toBeLessThan(tolerance);
  });
}

/** black - white, other - white, other - black */
const differences = (comparison: SplitComparison) => comparison.differences.map(({ estimate }) => estimate.estimate);
const errors = (comparison: SplitComparison) => comparison.differences.map(({ estimate }) => estimate.stdError);

describe('a split against the interacted model', () => {
  let splits: Readonly<Record<string, SplitResult>>;
  beforeAll(async () => {
    const vcovs = { plain: 'model', robust: 'robust', clustered: { cluster: { by: 'age' } } };
    const models = Object.fromEntries(Object.entries(vcovs).map(([name, vcov]) => [name, { ...model, vcov }]));
    const split = (name: string) => [name, { model: name, groups, terms: ['lwt'], marginal_effects: effects }];
    const results = await runSpec({ models, splits: Object.fromEntries(Object.keys(models).map(split)) }, LBW);
    splits = results.splits!;
  });

  it('has the interactions as differences of coefficients', () => {
    const expected = [0.00522124417637, -0.01190929510103, -0.0171305392774];
    for (const name of ['plain', 'robust', 'clustered']) close(differences(of(splits[name]!, 'coefficient')), expected);
    const { groups: pair } = of(splits.plain!, 'coefficient').differences[2]!;
    expect(pair).toEqual(['black', 'other']);
  });

  it('sums variances of independent groups, and counts clusters that lie in several', () => {
    close(errors(of(splits.plain!, 'coefficient')), [0.014870085811, 0.0177161941848, 0.0184472049368]);
    close(errors(of(splits.robust!, 'coefficient')), [0.0143689679003, 0.0183578473081, 0.0185861698066]);
    close(errors(of(splits.clustered!, 'coefficient')), [0.0190750949513, 0.0196886289367, 0.0234352178811]);
  });

  it('tests all groups together', () => {
    const joint = (name: string) => {
      const { statistic, pValue, df } = of(splits[name]!, 'coefficient').joint;
      expect(df).toBe(2);
      return [statistic, pValue];
    };
    close(joint('plain'), [0.868133831663, 0.647868901349]);
    close(joint('robust'), [0.849564261064, 0.653912237122]);
    close(joint('clustered'), [0.571433930949, 0.751475279299]);
  });

  it('compares average marginal effects with their own gradients', () => {
    const comparison = of(splits.clustered!, 'marginal_effect');
    close(
      comparison.effects.map(({ estimate }) => estimate.estimate),
      [-0.00243699235084, -0.00203392240039, -0.00563403009453],
    );
    close(differences(comparison), [0.000403069950449, -0.003197037743699, -0.003600107694148]);
    close(errors(comparison), [0.00369860685261, 0.00392100524451, 0.00493951138822]);
  });

  it('reports every group as a model of its own', () => {
    const { groups: reported, outside } = splits.plain!;
    expect(outside).toBe(0);
    expect(reported.map(({ name, model: { id, equations } }) => `${name} ${id} ${equations[0]!.rows}`)).toEqual([
      'white plain.white 96',
      'black plain.black 26',
      'other plain.other 67',
    ]);
  });
});

describe('groups of a split', () => {
  const plan = (name: string, text: string): SplitGroupPlan => ({
    name,
    label: { en: name },
    where: toRowCondition(text),
  });
  const frame = frameOf(
    numeric('x', [1, 2, 3, 4, 5, null, 7, 8]),
    numeric('person', [1, 1, 2, 2, 3, 3, 4, 4]),
    numeric('place', [1, 1, 1, 1, 2, 2, 2, 2]),
  );

  it('counts rows in no group, and those that miss a value', () => {
    const { outside, undecided, labels } = groupRows([plan('low', 'x <= 4'), plan('high', 'x > 4 and x < 8')], frame);
    expect([...labels]).toEqual([0, 0, 0, 0, 1, -1, 1, -1]);
    expect([outside, undecided]).toEqual([2, 1]);
  });

  it('refuses groups that overlap', () => {
    expect(thrown(() => groupRows([plan('low', 'x <= 4'), plan('high', 'x >= 3')], frame))).toContain(
      '2 rows are in "low" too',
    );
  });

  it('moves labels of whole units inside strata', () => {
    const grouped = groupRows(
      [plan('a', 'person == 1 or person == 3'), plan('b', 'person == 2 or person == 4')],
      frame,
    );
    const byPerson: PermutationPlan = { draws: 1, seed: 5, exchange: { cluster: 'person' }, within: 'place' };
    const exchange = exchangeOf(byPerson, grouped, frame);
    expect(exchange.units.length).toBe(4);
    const seen = new Set<string>();
    for (let draw = 0; draw < 40; draw++) {
      const labels = [...dealtLabels(exchange, 8, 5, 's', draw)];
      for (const row of [0, 2, 4, 6]) expect(labels[row]).toBe(labels[row + 1]);
      // each place keeps one person of each label
      expect(labels[0]! + labels[2]!).toBe(1);
      expect(labels[4]! + labels[6]!).toBe(1);
      seen.add(labels.join(''));
    }
    expect(seen.size).toBe(4);
    expect(dealtLabels(exchange, 8, 5, 's', 7)).toEqual(dealtLabels(exchange, 8, 5, 's', 7));
  });

  it('refuses units that carry several labels or lie in several strata', () => {
    const grouped = groupRows([plan('low', 'x <= 3'), plan('high', 'x > 3')], frame);
    const within = { draws: 1, seed: 1, exchange: { cluster: 'person' } } as const;
    expect(thrown(() => exchangeOf(within, grouped, frame))).toContain(
      '1 of 4 values of "person" have rows in several groups',
    );
    const whole = groupRows([plan('a', 'place == 1'), plan('b', 'place == 2')], frame);
    const cut = { draws: 1, seed: 1, exchange: { cluster: 'place' }, within: 'person' } as const;
    expect(thrown(() => exchangeOf(cut, whole, frame))).toContain(
      '2 of 2 units have rows in several values of "person"',
    );
  });
});

describe('permutation of labels', () => {
  const stream = randomStream(4, 'split test');
  const columns: Record<string, number[]> = { y: [], x: [], g: [] };
  for (let row = 0; row < 80; row++) {
    const [g, x] = [row % 2, stream.normal()];
    columns.g!.push(g);
    columns.x!.push(x);
    columns.y!.push((g === 1 ? 1.5 : 0) * x + stream.normal());
  }
  const spec = (permutation: object, slope = 'y') => ({
    models: { y: { estimator: 'ols', outcome: slope, terms: ['x'], vcov: 'robust' } },
    splits: {
      g: { model: 'y', groups: { zero: { where: 'g == 0' }, one: { where: 'g == 1' } }, terms: ['x'], permutation },
    },
  });

  it('finds a difference that is there, by the least p value that the draws can give', async () => {
    const { g } = (await runSpec(spec({ draws: 99, seed: 2, exchange: 'rows' }), csv(columns))).splits!;
    expect(g!.permutation).toEqual({ draws: 99, failed: 0, seed: 2, exchange: 'rows', units: 80 });
    const [difference] = of(g!, 'coefficient', 'x').differences;
    expect(difference!.permutation.map(({ statistic }) => statistic)).toEqual(['difference', 't']);
    for (const test of difference!.permutation) {
      expect(test.extreme).toBe(0);
      expect(test.pValue).toBe(0.01);
      expect(test.monteCarloHigh).toBeLessThan(0.05);
    }
    expect(difference!.permutation[1]!.observed).toBeCloseTo(difference!.estimate.statistic, 12);
    // with two groups the joint test is the square of the t test
    const { joint, jointPermutation } = of(g!, 'coefficient', 'x');
    expect(jointPermutation!.observed).toBeCloseTo(difference!.estimate.statistic ** 2, 9);
    expect(joint.statistic).toBeCloseTo(difference!.estimate.statistic ** 2, 9);
    expect(jointPermutation!.pValue).toBe(difference!.permutation[1]!.pValue);
  });

  it('spreads its p values where labels mean nothing', async () => {
    // y is noise; labels are redrawn for each split
    const noise = { ...columns, y: columns.x!.map((_, row) => randomStream(9, 'noise', row).normal()) };
    const { g } = (await runSpec(spec({ draws: 199, seed: 8, exchange: 'rows' }), csv(noise))).splits!;
    const [byDifference, byT] = of(g!, 'coefficient', 'x').differences[0]!.permutation;
    expect(byDifference!.pValue).toBeGreaterThan(0.02);
    const asymptotic = of(g!, 'coefficient', 'x').differences[0]!.estimate.pValue;
    expect(Math.abs(byT!.pValue - asymptotic)).toBeLessThan(0.12);
  });

  it('names the group and the split in a failure', async () => {
    const broken = {
      ...spec({ draws: 1, seed: 1, exchange: 'rows' }),
      splits: { g: { model: 'y', groups: { none: { where: 'g == 7' }, one: { where: 'g == 1' } }, terms: ['x'] } },
    };
    expect(await rejected(runSpec(broken, csv(columns)))).toMatch(/E-FIT-EMPTY splits\.g\.groups\.none/);
  });
});
