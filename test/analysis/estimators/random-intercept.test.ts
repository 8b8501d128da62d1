/** Random-intercept logit and probit against lme4, brute-force integration and what must hold of them. */
import { describe, expect, it } from 'vitest';
import type { Frame } from '../../../src/analysis/data/frame.ts';
import { getNumeric, selectRows, withColumn } from '../../../src/analysis/data/frame.ts';
import { marginalEffects } from '../../../src/analysis/effects/marginal-effects.ts';
import { predictions } from '../../../src/analysis/effects/predictions.ts';
import type { Asked, Fit } from '../../../src/analysis/estimators/estimator.ts';
import { glmEstimator } from '../../../src/analysis/estimators/glm.ts';
import {
  type RandomInterceptOptions,
  randomInterceptEstimator,
} from '../../../src/analysis/estimators/random-intercept.ts';
import { stackedEstimator } from '../../../src/analysis/estimators/stacked.ts';
import { powerTerm } from '../../../src/analysis/terms/power.ts';
import { variableTerm } from '../../../src/analysis/terms/variable.ts';
import { clusterVcov } from '../../../src/analysis/vcov/cluster-vcov.ts';
import { jackknifeVcov } from '../../../src/analysis/vcov/jackknife-vcov.ts';
import { modelVcov } from '../../../src/analysis/vcov/model-vcov.ts';
import { hcVcov, robustVcov } from '../../../src/analysis/vcov/robust-vcov.ts';
import { crossVector } from '../../../src/numerics/block-kernels.ts';
import { expit, normalCdf, normalDensity } from '../../../src/numerics/special.ts';
import { thrown } from '../frames.ts';
import { caseFrame, fitOf, oracleCase, toAsked } from './oracle.ts';
import { numeric, uniforms } from './toy-frame.ts';
import { panel } from './toy-panel.ts';

const frame = panel();
const stata = { preset: 'stata' } as const;
const observed = {
  at: 'observations',
  dummies: 'discrete',
  binary: 'derivative',
  perColumn: false,
  decompose: false,
} as const;

const asked = (terms: readonly string[] = ['x', 'g'], changes: Partial<Asked> = {}): Asked => ({
  label: { en: 'y' },
  outcome: 'y',
  terms: terms.map((name) => variableTerm(name)),
  intercept: true,
  requires: [],
  ...changes,
});

const estimator = (link: 'logit' | 'probit', changes: Partial<RandomInterceptOptions> = {}) =>
  randomInterceptEstimator({ link, group: 'person', points: 25, method: 'adaptive', check: false, ...changes });

const fitted = (link: 'logit' | 'probit', changes: Partial<RandomInterceptOptions> = {}, data: Frame = frame): Fit =>
  fitOf(estimator(link, changes), asked(), data);

const statistics = (fit: Fit) => fit.equations[0]!.statistics;

/** lme4 1.1-31: glmer(y ~ x + g + (1 | person), nAGQ = points), bobyqa to 1e-10: sigma, coefficients, log-likelihood. */
const LME4: readonly (readonly ['logit' | 'probit', number, readonly number[]])[] = [
  [
    'logit',
    1,
    [1.63256300795, -0.3450283534155, 0.84947220640065, 0.18351573332704, -0.28960741516933, -258.21178138801],
  ],
  [
    'logit',
    7,
    [1.8374249639997, -0.37025609524936, 0.86999110458407, 0.20115635188735, -0.28252913962803, -255.22925507983],
  ],
  [
    'logit',
    25,
    [1.8400404722481, -0.37059615502982, 0.87038513357372, 0.2013476566146, -0.28256022371741, -255.22147945131],
  ],
  [
    'probit',
    25,
    [1.0661873630362, -0.21228529632965, 0.50393866680778, 0.11548361542455, -0.17003349623667, -255.28088077768],
  ],
];

describe('against lme4', () => {
  it.each(LME4)('%s with %i points', (link, points, [sigma, ...rest]) => {
    const fit = fitted(link, points === 1 ? { method: 'laplace' } : { points });
    const logLik = rest.pop()!;
    expect(statistics(fit).sigma).toBeCloseTo(sigma!, 6);
    expect(statistics(fit).points).toBe(points);
    rest.forEach((value, j) => {
      expect(fit.coef[j]).toBeCloseTo(value, 5);
    });
    expect(Math.abs(statistics(fit).logLik! - logLik)).toBeLessThan(1e-9);
    expect(fit.equations[0]!.convergence.scaledGradient).toBeLessThan(1e-10);
  });

  /** the same with age, age^2, urban01, livch on the survey of 60 districts */
  const contraception = oracleCase('contraception-mixed-logit-factor');
  it.skipIf(contraception === undefined).each([
    [
      7,
      [
        -1.0354215722759, 0.0035327250443021, -0.0045632048483821, 0.69670766088056, 0.81515031226932, 0.91652319538632,
        0.91536392957417,
      ],
      -1186.229443899944,
    ],
    [
      15,
      [
        -1.0354230731179, 0.0035326587602279, -0.0045632025540917, 0.69670816866391, 0.81515161904797, 0.9165247783734,
        0.91536589292172,
      ],
      -1186.2294424583,
    ],
    [
      25,
      [
        -1.0354194320804, 0.0035327924217004, -0.0045632094791572, 0.69670775863444, 0.81514802836663, 0.91652112379245,
        0.91536167917252,
      ],
      -1186.2294424584,
    ],
  ] as const)('contraception with %i points', (points, coef, logLik) => {
    const fit = fitOf(
      estimator('logit', { group: 'district', points }),
      toAsked(contraception!),
      caseFrame(contraception!),
    );
    coef.forEach((value, j) => {
      expect(Math.abs(fit.coef[j]! - value)).toBeLessThan(1e-5);
    });
    expect(Math.abs(statistics(fit).logLik! - logLik)).toBeLessThan(1e-6);
  });
});

describe('the fit', () => {
  const fit = fitted('logit');

  it('has two equations, the second a constant', () => {
    expect(fit.equations.map(({ name }) => name)).toEqual(['y', 'log_sigma']);
    expect(fit.equations[1]!.design.columns.map(({ id }) => id)).toEqual(['(Intercept)']);
    expect(fit.coef[4]).toBe(Math.log(statistics(fit).sigma!));
    expect(fit.unit).toEqual({ variable: 'person' });
  });

  it('has scores that sum to zero over rows, for log sigma too', () => {
    for (const { design, scoreResidual } of fit.equations) {
      for (const sum of crossVector(design.blocks, scoreResidual)) expect(Math.abs(sum)).toBeLessThan(1e-8);
    }
  });

  it('counts groups and tests the variance on the boundary of its space', () => {
    const s = statistics(fit);
    expect([s.groups, s.groupMin, s.groupMax, s.groupMean]).toEqual([150, 1, 5, 437 / 150]);
    const pooled = fitOf(glmEstimator({ family: 'bernoulli', link: 'logit', name: 'logit' }), asked(), frame);
    expect(s.logLikPooled).toBe(statistics(pooled).logLik);
    expect(s.chibar2).toBeCloseTo(2 * (s.logLik! - s.logLikPooled!), 12);
    // half the tail of chi-squared with one degree of freedom is a normal tail
    expect(s.chibarP! / normalCdf(-Math.sqrt(s.chibar2!))).toBeCloseTo(1, 10);
    expect(s.rho).toBeCloseTo(s.sigma! ** 2 / (s.sigma! ** 2 + Math.PI ** 2 / 3), 14);
    expect(s.varianceStdError! / s.sigmaStdError!).toBeCloseTo(2 * s.sigma!, 12);
  });

  it('does not depend on the order of rows', () => {
    const shuffle = uniforms(frame.rows, 3).map((u, i) => [u, i] as const);
    const order = Int32Array.from(shuffle.sort((a, b) => a[0] - b[0]).map(([, i]) => i));
    const again = fitted('logit', {}, selectRows(frame, order));
    again.coef.forEach((value, j) => {
      expect(value).toBeCloseTo(fit.coef[j]!, 9);
    });
    order.forEach((row, i) => {
      expect(again.equations[0]!.scoreResidual[i]).toBeCloseTo(fit.equations[0]!.scoreResidual[row]!, 8);
    });
  });

  it('is found again from itself in fewer steps, and by refit', () => {
    const near = estimator('logit').fit([fit.equations[0]!.design], frame, fit);
    expect(near.equations[0]!.convergence.iterations).toBeLessThan(3);
    const ones = fit.refit(new Float64Array(frame.rows).fill(1));
    for (const coef of [near.coef, ones])
      coef.forEach((value, j) => {
        expect(value).toBeCloseTo(fit.coef[j]!, 9);
      });
  });

  it('refits without persons as a fit of the others', () => {
    const person = getNumeric(frame, 'person').values;
    const multiplier = person.map((id) => (id < 1200 ? 0 : 1));
    const rest = Int32Array.from([...person.keys()].filter((row) => person[row]! >= 1200));
    const other = fitted('logit', {}, selectRows(frame, rest));
    fit.refit(multiplier).forEach((value, j) => {
      expect(value).toBeCloseTo(other.coef[j]!, 8);
    });
  });

  it('takes weights of persons as persons repeated, and refuses weights of rows', () => {
    const weighted = fitOf(
      estimator('logit'),
      asked(['x', 'g'], { weights: { kind: 'frequency', variable: 'w' } }),
      frame,
    );
    const [person, w] = ['person', 'w'].map((name) => getNumeric(frame, name).values) as [Float64Array, Float64Array];
    const rows = [0, 1, 2].flatMap((copy) =>
      [...person.keys()].filter((row) => w[row]! > copy).map((row) => [row, copy] as const),
    );
    const repeated = withColumn(
      selectRows(frame, Int32Array.from(rows.map(([row]) => row))),
      numeric(
        'person',
        rows.map(([row, copy]) => person[row]! + copy / 4),
      ),
    );
    const again = fitted('logit', {}, repeated);
    weighted.coef.forEach((value, j) => {
      expect(value).toBeCloseTo(again.coef[j]!, 8);
    });
    expect(statistics(weighted).logLik).toBeCloseTo(statistics(again).logLik!, 8);
    weighted.observedBread.diagonal().forEach((value, j) => {
      expect(value / again.observedBread.get(j, j)).toBeCloseTo(1, 8);
    });
    const uneven = withColumn(
      frame,
      numeric(
        'w',
        person.map((_, row) => 1 + (row % 2)),
      ),
    );
    const refused = (kind: 'frequency' | 'probability' | 'analytic') =>
      thrown(() => fitOf(estimator('logit'), asked(['x', 'g'], { weights: { kind, variable: 'w' } }), uneven));
    expect(refused('probability')).toMatch(
      /^E-FIT-WEIGHTS .* differ between the rows of one "person" in \d+ of 150 groups/,
    );
    expect(refused('analytic')).toContain('E-FIT-WEIGHTS');
  });

  it('tells when the points do not suffice', () => {
    const rough = fitted('logit', { points: 3, check: true });
    expect(rough.equations[0]!.warnings!.join()).toMatch(/3 quadrature points do not suffice: with 6 points/);
    expect(statistics(rough).quadratureChange).toBeGreaterThan(1e-4);
    const fine = fitted('logit', { points: 30, check: true });
    expect(fine.equations[0]!.warnings).toBeUndefined();
    expect(statistics(fine).quadratureChange).toBeLessThan(1e-7);
    expect(statistics(fine).pointsChecked).toBe(60);
    // the step of the check is the change of a refit
    const [a, b] = [fitted('logit', { points: 9, check: true }), fitted('logit', { points: 18 })];
    const changes = a.coef.map(
      (value, j) => Math.abs(value - b.coef[j]!) / Math.max(Math.abs(value), Math.sqrt(a.observedBread.get(j, j))),
    );
    expect(statistics(a).quadratureChange! / Math.max(...changes)).toBeCloseTo(1, 1);
  });
});

/** Mean over rows of the integral of F(eta + sigma z) phi(z) dz, by the trapezoidal rule with 6001 points. */
function meanByHand(link: 'logit' | 'probit', fit: Fit, coef: Float64Array, data: Frame): number {
  const { design } = fit.equations[0]!;
  const blocks = design.blocksFor(data);
  const curve = link === 'logit' ? expit : normalCdf;
  const sigma = Math.exp(coef[4]!);
  let sum = 0;
  const columns = blocks.flatMap(({ codes, values, width, rows }) =>
    Array.from({ length: width }, (_, j) =>
      Float64Array.from({ length: rows }, (_, i) => (codes === null || codes[i] === j ? 1 : 0) * (values?.[i] ?? 1)),
    ),
  );
  for (let i = 0; i < data.rows; i++) {
    const eta = columns.reduce((total, column, j) => total + column[i]! * coef[j]!, 0);
    for (let k = -1500; k <= 1500; k++) sum += (curve(eta + (sigma * k) / 150) * normalDensity(k / 150)) / 150;
  }
  return sum / data.rows;
}

describe.each(['logit', 'probit'] as const)('effects after a random-intercept %s', (link) => {
  const fit = fitted(link);
  const vcov = modelVcov(stata).compute(fit);
  const shifted = (by: number) =>
    withColumn(
      frame,
      numeric(
        'x',
        getNumeric(frame, 'x').values.map((x) => x + by),
      ),
    );
  const [effect] = marginalEffects(observed).compute(fit, vcov, 0.95).effects;

  it('are derivatives of the integrated mean', () => {
    const h = 1e-3;
    const numericSlope =
      (meanByHand(link, fit, fit.coef, shifted(h)) - meanByHand(link, fit, fit.coef, shifted(-h))) / (2 * h);
    const wide =
      (meanByHand(link, fit, fit.coef, shifted(2 * h)) - meanByHand(link, fit, fit.coef, shifted(-2 * h))) / (4 * h);
    const slope = effect!.estimates.find(({ term }) => term === 'x')!;
    expect(Math.abs(slope.estimate - (4 * numericSlope - wide) / 3)).toBeLessThan(1e-10);
    const [mean] = predictions({ at: 'observations', levelsOf: [] }).compute(fit, vcov, 0.95).effects;
    expect(mean!.estimates[0]!.estimate).toBeCloseTo(meanByHand(link, fit, fit.coef, frame), 12);
  });

  it('have standard errors that carry the error of sigma', () => {
    const h = 1e-3;
    const slopeAt = (coef: Float64Array) =>
      (meanByHand(link, fit, coef, shifted(h)) - meanByHand(link, fit, coef, shifted(-h))) / (2 * h);
    const gradient = fit.coef.map((_, j) => {
      const moved = (by: number) => slopeAt(fit.coef.map((value, k) => (k === j ? value + by : value)));
      return (moved(1e-3) - moved(-1e-3)) / 2e-3;
    });
    expect(Math.abs(gradient[4]!)).toBeGreaterThan(0.001);
    let variance = 0;
    for (const [j, a] of gradient.entries()) {
      for (const [k, b] of gradient.entries()) variance += a * b * vcov.matrix.get(j, k);
    }
    const slope = effect!.estimates.find(({ term }) => term === 'x')!;
    expect(slope.stdError / Math.sqrt(variance)).toBeCloseTo(1, 5);
  });

  it('report the intercept at zero and the index only when named', () => {
    expect(
      marginalEffects(observed)
        .compute(fit, vcov, 0.95)
        .effects.map(({ equation }) => equation),
    ).toEqual(['y']);
    const named = marginalEffects({ ...observed, of: ['y.xb', 'y.u0'] }).compute(fit, vcov, 0.95).effects;
    expect(named.map(({ equation }) => equation)).toEqual(['y.xb', 'y.u0']);
    expect(named[0]!.estimates[0]!.estimate).toBeCloseTo(fit.coef[1]!, 14);
    expect(named[0]!.estimates[0]!.stdError).toBeCloseTo(Math.sqrt(vcov.matrix.get(1, 1)), 14);
    const { linearPredictor } = fit.equations[0]!;
    const density = (eta: number) => (link === 'logit' ? expit(eta) * expit(-eta) : normalDensity(eta));
    const mean = linearPredictor.reduce((sum, eta) => sum + density(eta), 0) / linearPredictor.length;
    expect(named[1]!.estimates[0]!.estimate).toBeCloseTo(fit.coef[1]! * mean, 12);
    expect(effect!.convention.en).toContain('averaged over the normal random intercept of person');
  });
});

describe('covariances', () => {
  const fit = fitted('logit');

  it('robust is clustered by the person', () => {
    const robust = robustVcov(stata).compute(fit);
    const clustered = clusterVcov({ by: ['person'], ...stata }).compute(fit);
    expect(robust.matrix.to2DArray()).toEqual(clustered.matrix.to2DArray());
    expect(robust.convention.factorFormula).toBe('G/(G-1), scores summed within person');
    expect(robust.convention.notes).toEqual([]);
    expect(robust.convention.clusters).toEqual([{ variable: 'person', groups: 150 }]);
    expect(robust.convention.bread).toBe('observed');
  });

  it('is B (sum of scores of persons, squared) B by hand, scores by numeric derivatives of each person', () => {
    const person = getNumeric(frame, 'person').values;
    const meat = fit.observedBread.clone().mul(0);
    for (const id of new Set(person)) {
      const score = fit.equations.flatMap(({ design, scoreResidual }) => [
        ...crossVector(
          design.blocks,
          scoreResidual.map((value, i) => (person[i] === id ? value : 0)),
        ),
      ]);
      for (const [j, a] of score.entries()) {
        for (const [k, b] of score.entries()) meat.set(j, k, meat.get(j, k) + a * b);
      }
    }
    const expected = fit.observedBread
      .mmul(meat)
      .mmul(fit.observedBread)
      .mul(150 / 149);
    const { matrix } = robustVcov(stata).compute(fit);
    for (let j = 0; j < 5; j++) expect(matrix.get(j, j) / expected.get(j, j)).toBeCloseTo(1, 9);
  });

  it('clusters must contain persons whole', () => {
    expect(clusterVcov({ by: ['place'], ...stata }).compute(fit).convention.clusters[0]!.groups).toBe(12);
    expect(thrown(() => clusterVcov({ by: ['wave'], ...stata }).compute(fitWith('wave')))).toMatch(
      /^E-VCOV-CLUSTERS \d+ of 150 values of "person" have rows in more than one cluster of "wave"/,
    );
    expect(jackknifeVcov({ by: 'place', centre: 'estimate' }).compute(fit).matrix.get(1, 1)).toBeGreaterThan(0);
  });

  it('what is defined by rows, or by an expected information, is refused', () => {
    expect(thrown(() => hcVcov('hc2', { preset: 'sandwich' }).compute(fit))).toContain('E-VCOV-UNDEFINED');
    expect(thrown(() => modelVcov({ ...stata, information: 'expected' }).compute(fit))).toContain('E-VCOV-UNDEFINED');
  });

  function fitWith(required: string): Fit {
    return fitOf(estimator('logit'), asked(['x', 'g'], { requires: [required] }), frame);
  }
});

describe('edges', () => {
  /** outcomes that alternate within persons: less alike than chance */
  const alternating = (): Frame => {
    const u = uniforms(300, 8);
    return {
      rows: 300,
      columns: new Map(
        [
          numeric(
            'person',
            u.map((_, i) => Math.floor(i / 2)),
          ),
          numeric(
            'x',
            u.map((value) => 2 * value - 1),
          ),
          numeric(
            'y',
            u.map((value, i) => (uniforms(150, 9)[Math.floor(i / 2)]! + value / 20 < 0.5 === (i % 2 === 0) ? 1 : 0)),
          ),
        ].map((column) => [column.info.name, column]),
      ),
    };
  };

  it('a variance of zero is reported as zero, with the pooled fit', () => {
    const data = alternating();
    const fit = fitOf(estimator('logit', { check: true }), asked(['x']), data);
    const pooled = fitOf(glmEstimator({ family: 'bernoulli', link: 'logit', name: 'logit' }), asked(['x']), data);
    const s = statistics(fit);
    expect([s.sigma, s.rho, s.chibar2, s.chibarP]).toEqual([0, 0, 0, 1]);
    expect(s.logLik).toBe(s.logLikPooled);
    expect([...fit.coef]).toEqual([...pooled.coef]);
    expect(fit.equations[1]!.design.columns).toEqual([]);
    expect(fit.equations[0]!.warnings!.join()).toContain('is estimated as zero');
    for (const vcov of [modelVcov(stata), robustVcov(stata), clusterVcov({ by: ['person'], ...stata })]) {
      for (const at of ['observations', 'means'] as const) {
        const [ours] = marginalEffects({ ...observed, at }).compute(fit, vcov.compute(fit), 0.95).effects;
        const same = vcov.name === 'robust' ? clusterVcov({ by: ['person'], ...stata }) : vcov;
        const [theirs] = marginalEffects({ ...observed, at }).compute(pooled, same.compute(pooled), 0.95).effects;
        expect(ours!.estimates[0]!.estimate).toBeCloseTo(theirs!.estimates[0]!.estimate, 12);
        expect(ours!.estimates[0]!.stdError).toBeCloseTo(theirs!.estimates[0]!.stdError, 12);
      }
    }
    expect([...fit.refit(new Float64Array(300).fill(1))]).toEqual([...fit.coef]);
  });

  it('a group for every row is refused', () => {
    const single = withColumn(frame, numeric('person', [...getNumeric(frame, 'person').values.keys()]));
    expect(thrown(() => fitted('logit', {}, single))).toMatch(/^E-FIT-IDENTIFICATION y: every "person" has one row/);
  });

  it('an outcome that never varies within a group is refused', () => {
    const person = getNumeric(frame, 'person').values;
    const constant = withColumn(
      frame,
      numeric(
        'y',
        person.map((id) => ((id - 1000) / 7) % 2),
      ),
    );
    expect(thrown(() => fitOf(estimator('logit'), asked(['x']), constant))).toMatch(
      /^E-FIT-IDENTIFICATION y: the outcome "y" does not vary within any of 150 groups/,
    );
  });

  it('standard deviations from a tenth to ten are found in a few steps, whatever the sizes of groups', () => {
    const iterations = [0.1, 1, 3, 10].flatMap((sigma) =>
      ([2, 6, 30] as const).map((size) => {
        const u = uniforms(4000, 17 + size);
        const person = Array.from({ length: 600 }, (_, i) => Math.floor(i / size));
        const y = person.map((g, i) => {
          const effect = sigma * (u[g]! + u[g + 700]! + u[g + 1400]! + u[g + 2100]! - 2) * Math.sqrt(3);
          return u[i + 2800]! < expit(0.3 + u[i + 3400]! + effect) ? 1 : 0;
        });
        const data = {
          rows: 600,
          columns: new Map([
            ['person', numeric('person', person)],
            ['y', numeric('y', y)],
            ['x', numeric('x', u.slice(3400, 4000))],
          ]),
        };
        return fitOf(estimator('probit', { points: 12 }), asked(['x']), data).equations[0]!.convergence.iterations;
      }),
    );
    expect(Math.max(...iterations)).toBeLessThan(15);
  });

  it('columns of very different size, powers and a collinear term', () => {
    const x = getNumeric(frame, 'x').values;
    const wide = withColumn(
      withColumn(
        frame,
        numeric(
          'year',
          x.map((value) => 2000 + 10 * value),
        ),
      ),
      numeric(
        'twice',
        x.map((value) => 2 * value),
      ),
    );
    const terms = [variableTerm('year'), powerTerm('year', 2), variableTerm('twice'), variableTerm('g')];
    const fit = fitOf(estimator('logit'), { ...asked(), terms }, wide);
    const plain = fitOf(
      estimator('logit'),
      { ...asked(), terms: [variableTerm('x'), powerTerm('x', 2), variableTerm('g')] },
      wide,
    );
    expect(fit.equations[0]!.omitted.map(({ term, reason }) => [term, reason])).toEqual([['twice', 'collinear']]);
    expect(statistics(fit).logLik).toBeCloseTo(statistics(plain).logLik!, 7);
    expect(fit.coef[2]! * 100).toBeCloseTo(plain.coef[2]!, 6);
    expect(statistics(fit).sigmaStdError! / statistics(plain).sigmaStdError!).toBeCloseTo(1, 6);
  });

  it('stands in a stack with its equation of sigma', () => {
    const parts = [
      { name: 'first', label: { en: 'first' }, estimator: estimator('logit') },
      {
        name: 'second',
        label: { en: 'second' },
        estimator: glmEstimator({ family: 'bernoulli', link: 'logit', name: 'logit' }),
      },
    ];
    const stack = fitOf(stackedEstimator(parts, []), asked(), frame);
    expect(stack.equations.map(({ name, offset }) => [name, offset])).toEqual([
      ['first', 0],
      ['first.log_sigma', 4],
      ['second', 5],
    ]);
    const vcov = robustVcov(stata).compute(stack);
    const [alone] = marginalEffects(observed).compute(
      fitted('logit'),
      robustVcov(stata).compute(fitted('logit')),
      0.95,
    ).effects;
    const effects = marginalEffects(observed).compute(stack, vcov, 0.95).effects;
    expect(effects.map(({ equation }) => equation)).toEqual(['first', 'second']);
    expect(effects[0]!.estimates[0]!.estimate).toBeCloseTo(alone!.estimates[0]!.estimate, 12);
    expect(effects[0]!.estimates[0]!.stdError).toBeCloseTo(alone!.estimates[0]!.stdError, 9);
    const both = { name: 'combined', label: { en: 'combined' }, first: 0, second: 1 };
    expect(thrown(() => fitOf(stackedEstimator(parts, [both]), asked(), frame))).toContain('E-SPEC-VALUE');
  });
});
