/** Differences of effects between the groups of a split, and their tests. */
import { Matrix } from 'ml-matrix';
import { chiSquaredTail, fTail } from '../../numerics/distributions.ts';
import { permutationP } from '../../numerics/resampling.ts';
import { solveDefinite } from '../../numerics/symmetric.ts';
import type { Estimate, JointTest } from '../../results/estimates.ts';
import type { PermutationTest, SplitComparison, SplitDifference } from '../../results/split.ts';
import type { Text } from '../../results/text.ts';
import type { DrawOutcome } from '../draws/draw.ts';
import { sentence } from '../effects/convention-text.ts';
import { combine } from '../effects/functional.ts';
import { deltaVariance, type Functional, testedFunctional } from '../effects/inference.ts';
import type { Vcov } from '../vcov/vcov.ts';
import type { Compared, FittedGroups } from './fit-groups.ts';
import type { SplitEffectPlan, SplitGroupPlan, SplitRequest } from './split.ts';

/** Pairs (earlier, later) of groups, in order. */
function pairsOf(count: number): (readonly [number, number])[] {
  return Array.from({ length: count }, (_, b) => Array.from({ length: b }, (__, a) => [a, b] as const)).flat();
}

function differenceOf({ functionals }: Compared, [a, b]: readonly [number, number]): Functional {
  return combine([
    { functional: functionals[b]!, sign: 1 },
    { functional: functionals[a]!, sign: -1 },
  ]);
}

/** The numbers that labels dealt at random are asked for: per effect every difference, its t, and the Wald statistic. */
export function statisticsOf({ compared, vcov }: FittedGroups): number[] {
  return compared.flatMap((effect) => {
    const pairs = pairsOf(effect.functionals.length);
    const each = pairs.flatMap((pair) => {
      const difference = differenceOf(effect, pair);
      const stdError = Math.sqrt(deltaVariance(difference.gradient, vcov.matrix));
      return [difference.value, stdError > 0 ? difference.value / stdError : Number.NaN];
    });
    return [...each, waldOf(effect, vcov)];
  });
}

/** Every effect in all groups with its differences; `outcomes` hold statisticsOf() for labels dealt at random. */
export function comparisonsOf(
  { groups, confLevel, effects }: SplitRequest,
  observed: FittedGroups,
  outcomes: readonly DrawOutcome[],
): SplitComparison[] {
  const statistics = statisticsOf(observed);
  let next = 0;
  const permuted = (statistic: PermutationTest['statistic']): PermutationTest[] => {
    const index = next++;
    if (outcomes.length === 0) return [];
    const draws = Float64Array.from(outcomes, ({ values }) => values[index] ?? Number.NaN);
    return [{ statistic, observed: statistics[index]!, ...permutationP(statistics[index]!, draws) }];
  };
  return observed.compared.map((effect): SplitComparison => {
    const { scale, term, label } = effect;
    const tested = (name: string, functional: Functional): Estimate =>
      testedFunctional({ term: name, label, variable: term }, functional, observed.vcov, confLevel);
    const differences = pairsOf(groups.length).map((pair): SplitDifference => {
      const [a, b] = [groups[pair[0]]!.name, groups[pair[1]]!.name];
      const estimate = tested(`${term}: ${b} - ${a}`, differenceOf(effect, pair));
      return { groups: [a, b], estimate, permutation: [...permuted('difference'), ...permuted('t')] };
    });
    const [jointPermutation] = permuted('wald');
    return {
      scale,
      term,
      label,
      effects: groups.map(({ name }, g) => ({ group: name, estimate: tested(term, effect.functionals[g]!) })),
      differences,
      joint: jointTest(effect, observed.vcov, groups),
      ...(jointPermutation && { jointPermutation }),
      convention: conventionOf(scale, effects),
    };
  });
}

/** W = d'(D V D')^-1 d for the differences d of every later group from the first; NaN where they cannot be tested together. */
function waldOf(effect: Compared, vcov: Vcov): number {
  const differences = effect.functionals.slice(1).map((_, g) => differenceOf(effect, [0, g + 1]));
  const q = differences.length;
  const matrix = Matrix.zeros(q, q);
  for (let a = 0; a < q; a++) {
    for (let b = 0; b < q; b++)
      matrix.set(a, b, crossVariance(differences[a]!.gradient, differences[b]!.gradient, vcov));
  }
  const values = differences.map(({ value }) => value);
  const solved = solveDefinite(matrix, values);
  return solved === null ? Number.NaN : values.reduce((sum, value, a) => sum + value * solved[a]!, 0);
}

function crossVariance(first: Float64Array, second: Float64Array, { matrix }: Vcov): number {
  let sum = 0;
  for (let a = 0; a < first.length; a++) {
    if (first[a] === 0) continue;
    for (let b = 0; b < second.length; b++) if (second[b] !== 0) sum += first[a]! * matrix.get(a, b) * second[b]!;
  }
  return sum;
}

function jointTest(effect: Compared, vcov: Vcov, groups: readonly SplitGroupPlan[]): JointTest {
  const wald = waldOf(effect, vcov);
  const df = groups.length - 1;
  const terms = groups.map(({ name }) => `${name}: ${effect.term}`);
  const about = { name: 'equal in all groups', equation: groups.map(({ name }) => name).join(' + '), terms, df };
  const { distribution, df: dfDenominator } = vcov.convention;
  if (distribution === 't' && dfDenominator !== undefined) {
    return {
      ...about,
      statistic: wald / df,
      dfDenominator,
      pValue: Number.isNaN(wald) ? wald : fTail(wald / df, df, dfDenominator),
    };
  }
  return { ...about, statistic: wald, pValue: Number.isNaN(wald) ? wald : chiSquaredTail(wald, df) };
}

function conventionOf(scale: SplitComparison['scale'], effects: SplitEffectPlan | undefined): Text {
  const stacked = {
    en: 'differences by the groups stacked (every regressor by group)',
    zh: '组间差异来自各组堆叠模型（全部变量按组交互）',
  };
  if (scale === 'coefficient' || effects === undefined) return sentence([{ en: 'coefficients', zh: '系数' }, stacked]);
  const [en, zh] =
    effects.at === 'means'
      ? ['at the means of each group', '各组均值处']
      : ['averaged over the rows of each group', '对各组观测平均'];
  const change =
    effects.change === 'discrete' ? ['differences between 1 and 0', '1 与 0 之差'] : ['derivatives', '导数'];
  return sentence([{ en: `marginal effects ${en}, ${change[0]}`, zh: `边际效应（${zh}，${change[1]}）` }, stacked]);
}
