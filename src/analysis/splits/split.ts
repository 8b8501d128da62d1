/** One model in several groups, the differences of its effects between them, and their tests. */
import { Failure } from '../../errors/failure.ts';
import type { SplitResult } from '../../results/split.ts';
import type { Text } from '../../results/text.ts';
import type { Frame } from '../data/frame.ts';
import type { RowCondition } from '../data/row-condition.ts';
import type { DrawJob, DrawOutcome } from '../draws/draw.ts';
import type { ColumnChange, ColumnPlace } from '../effects/column-effect.ts';
import type { Asked, Estimator, Fit } from '../estimators/estimator.ts';
import type { Joined } from '../estimators/join-fits.ts';
import type { Vcov, VcovEstimator } from '../vcov/vcov.ts';
import { comparisonsOf, statisticsOf } from './compare.ts';
import { type FittedGroups, fitGroups } from './fit-groups.ts';
import { dealtLabels, exchangeOf, type Grouped, groupRows } from './groups.ts';

export interface SplitGroupPlan {
  readonly name: string;
  readonly label: Text;
  readonly where: RowCondition;
}

export interface SplitEffectPlan {
  readonly at: ColumnPlace;
  readonly change: ColumnChange;
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
        const conditions = conditionsOf(request, labels, sample);
        return { values: statisticsOf(fitGroups(request, sample, conditions, observed.fits)), note: '' };
      } catch (error) {
        if (!(error instanceof Failure) || !/^E-(FIT|VCOV)-/.test(error.code)) throw error;
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

function warningsOf(
  { name, permutation }: SplitRequest,
  { undecided, outside }: Grouped,
  { joined, vcov }: FittedGroups,
  failed: number,
): string[] {
  const said: string[] = [];
  if (undecided > 0)
    said.push(`${name}: ${undecided} of the ${outside} rows in no group lack a value that a condition asks for`);
  const shared = sharedUnits(joined);
  if (shared > 0 && vcov.convention.kind === 'model') {
    said.push(
      `${name}: ${shared} values of "${joined.fit.unit!.variable}" have rows in several groups, which the inverse information takes ` +
        'for independent: use a robust or clustered covariance',
    );
  }
  if (permutation && failed > 0)
    said.push(`${name}: ${failed} of ${permutation.draws} permutations could not be fitted`);
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
