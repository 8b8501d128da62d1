/** One model in several groups, the differences of its effects between them, and their tests. */
import { Matrix } from 'ml-matrix';
import { Failure } from '../../errors/failure.ts';
import { chiSquaredTail, fTail } from '../../numerics/distributions.ts';
import { permutationP } from '../../numerics/resampling.ts';
import { solveDefinite } from '../../numerics/symmetric.ts';
import type { Estimate, JointTest } from '../../results/estimates.ts';
import type { PermutationTest, SplitComparison, SplitDifference, SplitResult } from '../../results/split.ts';
import type { Text } from '../../results/text.ts';
import type { Frame } from '../data/frame.ts';
import type { RowCondition } from '../data/row-condition.ts';
import { allOf } from '../design/conditions.ts';
import { buildDesign } from '../design/build-design.ts';
import type { DrawJob, DrawOutcome } from '../draws/draw.ts';
import {
  type ColumnEffectOptions,
  columnCoefficient,
  columnEffect,
  columnNamed,
  expectationNamed,
} from '../effects/column-effect.ts';
import { sentence } from '../effects/convention-text.ts';
import { combine } from '../effects/functional.ts';
import { deltaVariance, type Functional, testedFunctional } from '../effects/inference.ts';
import type { Asked, Estimator, Fit } from '../estimators/estimator.ts';
import { type Joined, joinFits } from '../estimators/join-fits.ts';
import type { Vcov, VcovEstimator } from '../vcov/vcov.ts';
import { dealtLabels, exchangeOf, type Grouped, groupRows } from './groups.ts';

export interface SplitGroupPlan {
  readonly name: string;
  readonly label: Text;
  readonly where: RowCondition;
}

export interface SplitEffectPlan extends ColumnEffectOptions {
  /** an expectation of the model; its first unless given */
  readonly of?: string | undefined;
}

export interface PermutationPlan {
  readonly draws: number;
  readonly seed: number;
  /** what carries a label */
  readonly exchange: 'rows' | { readonly cluster: string };
  readonly within?: string | undefined;
}

export interface SplitRequest {
  readonly name: string;
  readonly estimator: Estimator;
  readonly asked: Asked;
  readonly vcov: VcovEstimator;
  readonly confLevel: number;
  readonly groups: readonly SplitGroupPlan[];
  readonly terms: readonly string[];
  /** absent: coefficients only */
  readonly effects?: SplitEffectPlan | undefined;
  readonly permutation?: PermutationPlan | undefined;
}

export interface SplitDone {
  readonly groups: readonly { readonly fit: Fit; readonly vcov: Vcov }[];
  readonly result: Omit<SplitResult, 'id' | 'label' | 'model' | 'sample' | 'groups'>;
  readonly warnings: readonly string[];
}

export interface PreparedSplit {
  readonly draws?: DrawJob;
  complete(outcomes: readonly DrawOutcome[]): SplitDone;
}

/** One effect in every group, over the coefficients of all groups. */
interface Compared {
  readonly scale: SplitComparison['scale'];
  readonly term: string;
  readonly label: Text;
  readonly functionals: readonly Functional[];
}

interface FittedGroups {
  readonly fits: readonly Fit[];
  readonly joined: Joined;
  readonly vcov: Vcov;
  readonly compared: readonly Compared[];
}

/**
 * Fits the model in every group and compares: the groups stacked are the fully interacted model (every regressor, fixed effect and
 * variance by group), so a difference of two coefficients is its interaction. The covariance over all groups is that of the stacked
 * fit: groups are independent under the inverse information and under row-wise scores, and linked by clusters that have rows in
 * several groups. Coefficients of logit and probit carry the residual variance of their group: average marginal effects are what
 * compares (Mood 2010, Eur. Sociol. Rev. 26:67). Failures as those of the estimator, and as groupRows() and exchangeOf().
 */
export function prepareSplit(request: SplitRequest, sample: Frame): PreparedSplit {
  const grouped = groupRows(request.groups, sample);
  const observed = fitGroups(request, sample, conditionsOf(request, grouped.labels, sample));
  const { permutation } = request;
  const exchange = permutation && exchangeOf(permutation, grouped, sample);
  const job: DrawJob | undefined = permutation && {
    count: permutation.draws,
    compute(draw) {
      const labels = dealtLabels(exchange!, sample.rows, permutation.seed, request.name, draw);
      try {
        return { values: statisticsOf(fitGroups(request, sample, conditionsOf(request, labels, sample))), note: '' };
      } catch (error) {
        if (!(error instanceof Failure) || !error.code.startsWith('E-FIT')) throw error;
        return { values: [], note: error.code };
      }
    },
  };
  return {
    ...(job && { draws: job }),
    complete(outcomes) {
      const failed = outcomes.filter(({ values }) => values.length === 0).length;
      return {
        groups: observed.fits.map((fit) => ({ fit, vcov: request.vcov.compute(fit) })),
        result: {
          outside: grouped.outside,
          undecided: grouped.undecided,
          comparisons: comparisonsOf(request, observed, outcomes),
          vcov: observed.vcov.convention,
          confLevel: request.confLevel,
          ...(permutation && {
            permutation: {
              draws: permutation.draws,
              failed,
              seed: permutation.seed,
              exchange: permutation.exchange === 'rows' ? 'rows' : permutation.exchange.cluster,
              ...(permutation.within !== undefined && { within: permutation.within }),
              units: exchange!.units.length,
            },
          }),
        },
        warnings: warningsOf(request, grouped, observed, failed),
      };
    },
  };
}

/** Conditions that hold on the rows of the sample with a label. */
function conditionsOf({ groups }: SplitRequest, labels: Int32Array, sample: Frame): RowCondition[] {
  return groups.map(({ name }, g) => ({
    text: name,
    variables: [],
    holds(frame) {
      if (frame.rows !== sample.rows) throw new Failure('E-BUG', { finding: 'labels of one frame asked of another' });
      return Uint8Array.from(labels, (label) => (label === g ? 1 : 0));
    },
  }));
}

function fitGroups(request: SplitRequest, sample: Frame, conditions: readonly RowCondition[]): FittedGroups {
  const { groups, estimator, asked } = request;
  const fits = groups.map(({ name }, g) => {
    const where = allOf([conditions[g]!, asked.where])!;
    try {
      const designs = estimator.equations({ ...asked, where }).map((equation) => buildDesign(equation, sample));
      return estimator.fit(designs, sample);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      const path = ['groups', name, error.parts.place?.path].filter((part) => part !== undefined).join('.');
      throw new Failure(error.code, { ...error.parts, place: { ...error.parts.place, path } });
    }
  });
  const parts = groups.map(({ name, label }, g) => ({ name, label, fit: fits[g]! }));
  const joined = joinFits('groups', parts, sample);
  return { fits, joined, vcov: request.vcov.compute(joined.fit), compared: comparedIn(request, fits, joined) };
}

function comparedIn({ terms, effects }: SplitRequest, fits: readonly Fit[], joined: Joined): Compared[] {
  const equationOf = (group: number) => joined.fit.equations[joined.parts[group]!.equation]!;
  return terms.flatMap((term): Compared[] => {
    const ids = fits.map((_, g) => columnNamed(equationOf(g), term));
    const { label } = equationOf(0).design.columns.find(({ id }) => id === ids[0])!;
    const compared = (scale: Compared['scale'], of: (group: number) => Functional): Compared => {
      return { scale, term: ids[0]!, label, functionals: fits.map((_, g) => of(g)) };
    };
    const coefficients = compared('coefficient', (g) => columnCoefficient(joined.fit, equationOf(g), ids[g]!));
    if (effects === undefined) return [coefficients];
    const marginal = compared('marginal_effect', (g) => {
      const index = fits[g]!.expectations.indexOf(expectationNamed(fits[g]!.expectations, effects.of));
      const expectation = joined.fit.expectations[joined.parts[g]!.expectation + index]!;
      return columnEffect(joined.fit, expectation, ids[g]!, effects);
    });
    return [coefficients, marginal];
  });
}

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
function statisticsOf({ compared, vcov }: FittedGroups): number[] {
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

function comparisonsOf(
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
    for (let b = 0; b < q; b++) matrix.set(a, b, crossVariance(differences[a]!.gradient, differences[b]!.gradient, vcov));
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
    return { ...about, statistic: wald / df, dfDenominator, pValue: Number.isNaN(wald) ? wald : fTail(wald / df, df, dfDenominator) };
  }
  return { ...about, statistic: wald, pValue: Number.isNaN(wald) ? wald : chiSquaredTail(wald, df) };
}

function conventionOf(scale: SplitComparison['scale'], effects: SplitEffectPlan | undefined): Text {
  const stacked = { en: 'differences by the groups stacked (every regressor by group)', zh: '组间差异来自各组堆叠模型（全部变量按组交互）' };
  if (scale === 'coefficient' || effects === undefined) return sentence([{ en: 'coefficients', zh: '系数' }, stacked]);
  const [en, zh] = effects.at === 'means' ? ['at the means of each group', '各组均值处'] : ['averaged over the rows of each group', '对各组观测平均'];
  const change = effects.change === 'discrete' ? ['differences between 1 and 0', '1 与 0 之差'] : ['derivatives', '导数'];
  return sentence([{ en: `marginal effects ${en}, ${change[0]}`, zh: `边际效应（${zh}，${change[1]}）` }, stacked]);
}

function warningsOf(
  { name, permutation }: SplitRequest,
  { undecided, outside }: Grouped,
  { joined, vcov }: FittedGroups,
  failed: number,
): string[] {
  const said: string[] = [];
  if (undecided > 0) said.push(`${name}: ${undecided} of the ${outside} rows in no group lack a value that a condition asks for`);
  const shared = sharedUnits(joined);
  if (shared > 0 && vcov.convention.kind === 'model') {
    said.push(
      `${name}: ${shared} values of "${joined.fit.unit!.variable}" have rows in several groups, which the inverse information takes ` +
        'for independent: use a robust or clustered covariance',
    );
  }
  if (permutation && failed > 0) said.push(`${name}: ${failed} of ${permutation.draws} permutations could not be fitted`);
  return said;
}

/** Units of a random effect that have rows in several groups. */
function sharedUnits({ fit, parts }: Joined): number {
  const variable = fit.unit?.variable;
  if (variable === undefined) return 0;
  const column = fit.sample.columns.get(variable)!;
  const ids: ArrayLike<number> = column.kind === 'numeric' ? column.values : column.codes;
  const groupsOfUnit = new Map<number, Set<number>>();
  parts.forEach(({ equation }, g) => {
    for (const row of fit.equations[equation]!.design.rows) {
      const seen = groupsOfUnit.get(ids[row]!) ?? new Set<number>();
      groupsOfUnit.set(ids[row]!, seen.add(g));
    }
  });
  return [...groupsOfUnit.values()].filter((seen) => seen.size > 1).length;
}
