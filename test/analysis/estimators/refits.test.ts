import { describe, expect, it } from 'vitest';
import type { Column } from '../../../src/analysis/data/column.ts';
import { type Frame, withColumn } from '../../../src/analysis/data/frame.ts';
import { buildDesign } from '../../../src/analysis/design/build-design.ts';
import type { Asked, Estimator, Fit } from '../../../src/analysis/estimators/estimator.ts';
import { glmEstimator } from '../../../src/analysis/estimators/glm.ts';
import { olsEstimator } from '../../../src/analysis/estimators/ols.ts';
import { eventTimeTerm } from '../../../src/analysis/terms/event-time.ts';
import { factorTerm } from '../../../src/analysis/terms/factor.ts';
import { fixedEffectTerm } from '../../../src/analysis/terms/fixed-effect.ts';
import { interactionTerm } from '../../../src/analysis/terms/interaction.ts';
import type { Term } from '../../../src/analysis/terms/term.ts';
import { treatedPostTerm } from '../../../src/analysis/terms/treated-post.ts';
import { variableTerm } from '../../../src/analysis/terms/variable.ts';
import { clusterVcov } from '../../../src/analysis/vcov/cluster-vcov.ts';
import { modelVcov } from '../../../src/analysis/vcov/model-vcov.ts';
import { numeric } from './toy-frame.ts';
import { rolloutPanel } from './toy-rollout.ts';

const { frame, under } = rolloutPanel();
const NEVER = Number.NaN;
const ROLLOUTS = [
  [NEVER, 3, NEVER, NEVER, 2, NEVER, NEVER, 3],
  [NEVER, NEVER, NEVER, 2, NEVER, NEVER, NEVER, NEVER, NEVER, NEVER, 3, 3],
];
const COVARIATES = [variableTerm('x'), variableTerm('g')];
const DUMMIES = [factorTerm('unit'), factorTerm('time')];
const binary = (link: 'logit' | 'probit' | 'cloglog') => glmEstimator({ family: 'bernoulli', link, name: link });

function ask(outcome: string, terms: readonly Term[], more: Partial<Asked> = {}): Asked {
  return { label: { en: outcome }, outcome, terms, intercept: true, requires: [], ...more };
}

interface Fits {
  readonly quick: Fit | null;
  readonly whole: Fit;
}

/** The shortcut and the whole fit under a roll-out. */
function both(estimator: Estimator, asked: Asked, columns: readonly Column[], sample: Frame = frame): Fits {
  const [equation] = estimator.equations(asked);
  const names = columns.map((column) => column.info.name);
  const refit = estimator.refits!([buildDesign(equation!, sample)], sample, names);
  const other = columns.reduce(withColumn, sample);
  return { quick: refit?.(columns) ?? null, whole: estimator.fit([buildDesign(equation!, other)], other) };
}

function largestGap(a: Fit, b: Fit): number {
  const ids = (fit: Fit) => fit.equations[0]!.design.columns.map(({ id }) => id);
  expect(ids(a)).toEqual(ids(b));
  let gap = 0;
  const compare = (x: number, y: number) => {
    gap = Math.max(gap, Math.abs(x - y) / Math.max(1e-3, Math.abs(y)));
  };
  for (const [j, value] of a.coef.entries()) compare(value, b.coef[j]!);
  for (const vcov of [
    modelVcov({ preset: 'stata' }),
    modelVcov({ preset: 'sandwich' }),
    clusterVcov({ by: ['unit'], preset: 'stata' }),
    clusterVcov({ by: ['unit'], preset: 'sandwich' }),
  ]) {
    const [own, other] = [vcov.compute(a).matrix, vcov.compute(b).matrix];
    for (let j = 0; j < own.rows; j++) compare(Math.sqrt(own.get(j, j)), Math.sqrt(other.get(j, j)));
  }
  const [e, f] = [a.equations[0]!, b.equations[0]!];
  for (const key of ['linearPredictor', 'residual', 'scoreResidual'] as const) {
    for (const [i, value] of e[key].entries()) compare(value, f[key][i]!);
  }
  expect(e.dfResidual).toBe(f.dfResidual);
  return gap;
}

const ESTIMATORS: Readonly<Record<string, readonly [Estimator, string, Partial<Asked>]>> = {
  logit: [binary('logit'), 'y', {}],
  probit: [binary('probit'), 'y', {}],
  cloglog: [binary('cloglog'), 'y', {}],
  'logit with probability weights': [binary('logit'), 'y', { weights: { kind: 'probability', variable: 'v' } }],
  'probit without a constant': [binary('probit'), 'y', { intercept: false }],
  'least squares': [olsEstimator(), 'z', {}],
  'least squares with analytic weights': [olsEstimator(), 'z', { weights: { kind: 'analytic', variable: 'v' } }],
  'least squares with probability weights': [olsEstimator(), 'z', { weights: { kind: 'probability', variable: 'v' } }],
};

describe('refits with exchanged columns', () => {
  for (const [name, [estimator, outcome, more]] of Object.entries(ESTIMATORS)) {
    it(`of ${name} are those of whole fits`, () => {
      const asked = ask(outcome, [variableTerm('post'), ...COVARIATES, ...DUMMIES], more);
      for (const rollout of ROLLOUTS) {
        const { quick, whole } = both(estimator, asked, [under(rollout).post]);
        expect(quick).not.toBeNull();
        expect(largestGap(quick!, whole)).toBeLessThan(1e-8);
      }
    });
  }

  const TERMS: Readonly<Record<string, readonly Term[]>> = {
    'treated and after': [treatedPostTerm({ adopted: 'adopted', time: 'time' })],
    'event time': [
      eventTimeTerm({
        adopted: 'adopted',
        time: 'time',
        window: [-2, 1],
        ends: { left: 'bin', right: 'bin' },
        reference: -1,
        alwaysTreated: 'keep',
        unit: 'years',
      }),
    ],
    'an interaction': [
      treatedPostTerm({ adopted: 'adopted', time: 'time' }),
      interactionTerm([treatedPostTerm({ adopted: 'adopted', time: 'time' }), variableTerm('x')]),
    ],
  };
  for (const [name, terms] of Object.entries(TERMS)) {
    it(`exchange the year of adoption behind ${name}`, () => {
      for (const [estimator, outcome] of [
        [binary('logit'), 'y'],
        [olsEstimator({ absorb: false }), 'z'],
      ] as const) {
        const effects = [fixedEffectTerm('unit'), fixedEffectTerm('time')];
        const { quick, whole } = both(estimator, ask(outcome, [...effects, ...terms, ...COVARIATES]), [
          under(ROLLOUTS[0]!).adopted,
        ]);
        expect(quick).not.toBeNull();
        expect(largestGap(quick!, whole)).toBeLessThan(1e-8);
      }
    });
  }

  it('leave out what the other columns already explain, and rows that they predict perfectly', () => {
    // unit 12 never has a success, unit 11 is repeated by a column of its own
    const units = frame.columns.get('unit')!;
    const values = units.kind === 'numeric' ? units.values : new Float64Array();
    const y = frame.columns.get('y')!;
    const flat = {
      ...y,
      values: (y as { values: Float64Array }).values.map((one, row) => (values[row] === 12 ? 0 : one)),
    };
    const again = numeric(
      'again',
      values.map((unit) => (unit === 11 ? 1 : 0)),
    );
    const sample = withColumn(withColumn(frame, flat as Column), again);
    const asked = ask('y', [variableTerm('post'), ...COVARIATES, ...DUMMIES, variableTerm('again')]);
    const { quick, whole } = both(binary('logit'), asked, [under(ROLLOUTS[0]!).post], sample);
    expect(whole.equations[0]!.omitted.map(({ term }) => term).sort()).toEqual(['again', 'unit=12']);
    expect(largestGap(quick!, whole)).toBeLessThan(1e-8);
    expect(quick!.equations[0]!.design.rows.length).toBe(frame.rows - 32);
  });

  it('leave the decision to the whole fit where the exchanged column is explained or separates', () => {
    const asked = ask('y', [variableTerm('post'), ...DUMMIES]);
    const [equation] = binary('logit').equations(asked);
    const refit = binary('logit').refits!([buildDesign(equation!, frame)], frame, ['post'])!;
    const treated = (always: readonly number[]) =>
      under(Array.from({ length: 12 }, (_, u) => (always.includes(u) ? 1 : NEVER))).post;
    expect(refit([treated([])])).toBeNull();
    expect(refit([treated([3])])).toBeNull();
    expect(refit([treated(Array.from({ length: 12 }, (_, u) => u))])).toBeNull();
    const outcome = frame.columns.get('y')!;
    expect(refit([{ ...outcome, info: { ...outcome.info, name: 'post' } }])).toBeNull();
    const linear = ask('z', [variableTerm('post'), ...DUMMIES]);
    const [line] = olsEstimator().equations(linear);
    expect(olsEstimator().refits!([buildDesign(line!, frame)], frame, ['post'])!([treated([3])])).toBeNull();
  });

  it('are not offered where the rows would change or another likelihood needs more', () => {
    const drop = treatedPostTerm({ adopted: 'adopted', time: 'time', alwaysTreated: 'drop' });
    const asked = ask('y', [drop, ...DUMMIES]);
    const { quick } = both(binary('logit'), asked, [under([1, ...ROLLOUTS[0]!.slice(1)]).adopted]);
    expect(quick).toBeNull();
    const gamma = glmEstimator({ family: 'poisson', link: 'log', name: 'Poisson' });
    expect(gamma.refits!([buildDesign(gamma.equations(asked)[0]!, frame)], frame, ['adopted'])).toBeNull();
  });
});
