/** Resamples of the rows of a mediation, and what the quantities found in them say. */
import { Failure } from '../../errors/failure.ts';
import { moments } from '../../numerics/moments.ts';
import { randomStream } from '../../numerics/philox.ts';
import {
  bcaInterval,
  biasCorrection,
  jackknifeAcceleration,
  percentileInterval,
  type QuantileType,
} from '../../numerics/resampling.ts';
import type { BootstrapDesign, BootstrapInterval, BootstrapSummary } from '../../results/mediation.ts';
import type { Frame } from '../data/frame.ts';
import type { DrawJob, DrawOutcome } from '../draws/draw.ts';
import { type Resample, resampled, unitsOf } from './resampled-units.ts';

export interface BootstrapPlan {
  readonly resample: Resample;
  readonly draws: number;
  readonly seed: number;
  readonly intervals: readonly BootstrapInterval['method'][];
  /** every interval by each of these rules for sample quantiles */
  readonly quantiles: readonly QuantileType[];
  /** resamples that are given: numbers from 1 of rows, or of clusters in order of appearance */
  readonly indices?: readonly (readonly number[])[] | undefined;
}

export interface Bootstrap {
  /** draws first, then for BCa one task per unit that is left out */
  readonly job: DrawJob;
  summarise(estimates: readonly number[], outcomes: readonly DrawOutcome[], confLevel: number): Summarised;
}

export interface Summarised {
  readonly summaries: readonly BootstrapSummary[];
  readonly design: BootstrapDesign;
}

/**
 * The bootstrap of quantities that `evaluate` finds in a frame (in a fixed order; a Failure of estimation makes it a failed draw).
 * `unit` is the variable of a random effect: rows of a unit must be drawn together, and a unit that is drawn twice is two units.
 * The draw of number b takes its random numbers from a stream of its own. E-SPEC-VALUE for rows drawn apart from their unit and
 * for row numbers that do not exist, E-VCOV-CLUSTERS for clusters that cut through units or number fewer than two.
 */
export function bootstrap(
  plan: BootstrapPlan,
  name: string,
  frame: Frame,
  unit: string | undefined,
  evaluate: (frame: Frame) => readonly number[],
): Bootstrap {
  const units = unitsOf(plan.resample, frame, unit);
  const count = plan.indices?.length ?? plan.draws;
  checkIndices(plan, units.members.length);
  const leaveOut = plan.intervals.includes('bca') ? units.members.length : 0;
  const drawn = (draw: number): readonly number[] => {
    if (draw >= count) return units.members.map((_, u) => u).filter((u) => u !== draw - count);
    const given = plan.indices?.[draw];
    if (given !== undefined) return given.map((number) => number - 1);
    const stream = randomStream(plan.seed, `bootstrap of ${name}`, draw);
    return units.members.map(() => stream.integer(units.members.length));
  };
  return {
    job: {
      count: count + leaveOut,
      compute(draw) {
        try {
          return { values: evaluate(resampled(frame, units, drawn(draw), unit)), note: '' };
        } catch (error) {
          if (!(error instanceof Failure) || !error.code.startsWith('E-FIT')) throw error;
          return { values: [], note: error.code };
        }
      },
    },
    summarise(estimates, outcomes, confLevel) {
      const draws = outcomes.slice(0, count);
      const leftOut = outcomes.slice(count);
      return {
        summaries: estimates.map((estimate, q) => summaryOf(plan, estimate, at(draws, q), at(leftOut, q), confLevel)),
        design: {
          resample: units.resample,
          units: units.members.length,
          draws: count,
          failed: draws.filter(({ values }) => values.length === 0).length,
          ...(plan.indices === undefined && { seed: plan.seed }),
        },
      };
    },
  };
}

function at(outcomes: readonly DrawOutcome[], quantity: number): Float64Array {
  return Float64Array.from(outcomes, ({ values }) => values[quantity] ?? Number.NaN);
}

function summaryOf(
  { intervals, quantiles }: BootstrapPlan,
  estimate: number,
  values: Float64Array,
  leftOut: Float64Array,
  confLevel: number,
): BootstrapSummary {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  const { mean, standardDeviation } = moments({ values: sorted });
  // a leave-one-out estimate that does not exist leaves the acceleration undefined
  const acceleration =
    leftOut.length === 0 ? undefined : leftOut.some(Number.isNaN) ? Number.NaN : jackknifeAcceleration(leftOut);
  return {
    draws: sorted.length,
    mean,
    stdError: standardDeviation,
    intervals: intervals.flatMap((method) =>
      quantiles.map((rule) => {
        const accelerated = method === 'bca' ? acceleration! : 0;
        const ends =
          method === 'percentile'
            ? percentileInterval(sorted, confLevel, rule)
            : bcaInterval(sorted, estimate, accelerated, confLevel, rule);
        return { method, quantiles: rule, ...ends };
      }),
    ),
    values: Array.from(values),
    biasCorrection: biasCorrection(sorted, estimate),
    ...(acceleration !== undefined && { acceleration }),
  };
}

function checkIndices({ indices }: BootstrapPlan, units: number): void {
  const wrong = indices?.findIndex((list) => list.some((number) => number < 1 || number > units)) ?? -1;
  if (wrong < 0) return;
  throw new Failure('E-SPEC-VALUE', {
    finding: `resample ${wrong + 1} has a number outside 1 to ${units}`,
    accepted: 'numbers of the units that the steps of the mediation use, from 1',
  });
}
