/** Generalised linear models against R, their errors, separation and the dispersion options. */
import { describe, expect, it } from 'vitest';
import type { Frame } from '../../../src/analysis/data/frame.ts';
import { gammaMlDispersion } from '../../../src/analysis/estimators/dispersion.ts';
import type { Asked, Estimator } from '../../../src/analysis/estimators/estimator.ts';
import { estimatorSchema } from '../../../src/analysis/estimators/registry.ts';
import { variableTerm } from '../../../src/analysis/terms/variable.ts';
import { Failure } from '../../../src/errors/failure.ts';
import { caseFrame, coefOf, fitCase, fitOf, oracleCase } from './oracle.ts';
import { categorical, frameOf, numeric, survey, uniforms } from './toy-frame.ts';

const estimator = (spec: unknown): Estimator => estimatorSchema.parse(spec);

function asked(outcome: string, terms: readonly string[], more: Partial<Asked> = {}): Asked {
  return { label: { en: outcome }, outcome, terms: terms.map(variableTerm), intercept: true, requires: [], ...more };
}

function failureOf(run: () => unknown): Failure {
  try {
    run();
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

const lbw = (): Frame => caseFrame(oracleCase('lbw-logit')!);
const cancer = (): Frame => caseFrame(oracleCase('cancer-gamma-log')!);

function withShare(frame: Frame): Frame {
  const lwt = frame.columns.get('lwt')!;
  const values = lwt.kind === 'numeric' ? lwt.values.map((value) => value / 260) : [];
  return { ...frame, columns: new Map(frame.columns).set('share', numeric('share', values)) };
}

interface Reference {
  readonly what: string;
  readonly spec: unknown;
  readonly frame: () => Frame;
  readonly asked: Asked;
  readonly coef: readonly number[];
  /** vcov(): expected information times R's Pearson dispersion */
  readonly se: readonly number[];
  readonly statistics: Readonly<Record<string, number>>;
}

/** R 4.2 glm(), control = glm.control(epsilon = 1e-16, maxit = 200). */
const REFERENCES: readonly Reference[] = [
  {
    what: 'Poisson',
    spec: 'poisson',
    frame: lbw,
    asked: asked('ftv', ['age', 'lwt']),
    coef: [-1.85608418772959, 0.0449917554971815, 0.00412141229241234],
    se: [0.447746483684981, 0.0143402704685809, 0.00246540360854666],
    statistics: {
      deviance: 250.31352434056487,
      nullDeviance: 264.5154272668432,
      logLik: -230.19400491616545,
      pearsonChi2: 250.40341817264868,
    },
  },
  {
    what: 'complementary log-log',
    spec: 'cloglog',
    frame: lbw,
    asked: asked('low', ['age', 'lwt']),
    coef: [1.14818612503931, -0.0315247784975032, -0.0111459393726284],
    se: [0.825768325527956, 0.026956037924551, 0.00535016611293808],
    statistics: {
      deviance: 227.0896008989258,
      nullDeviance: 234.67199619321852,
      logLik: -113.5448004494629,
      pearsonChi2: 189.32926447338198,
    },
  },
  {
    what: 'Gaussian, log link',
    spec: { gaussian: { link: 'log' } },
    frame: cancer,
    asked: asked('studytime', ['age', 'drug']),
    coef: [3.55350392467114, -0.0238687790347748, 0.509985677002059, 0.966228822134454],
    se: [0.728555609917099, 0.0128891991931159, 0.225417004687677, 0.199736207750946],
    statistics: { deviance: 2537.846011468162, nullDeviance: 4944, logLik: -163.33792869011288 },
  },
  {
    what: 'Gaussian, identity link',
    spec: 'gaussian',
    frame: cancer,
    asked: asked('studytime', ['age', 'drug']),
    coef: [35.0081967213114, -0.464017782717421, 6.33624419481602, 15.6710594212678],
    se: [10.981884156034, 0.193684690927853, 2.58916692805046, 2.59939234350262],
    statistics: { deviance: 2418.6439090223475, logLik: -162.1833203859523 },
  },
  {
    what: 'inverse Gaussian, log link',
    spec: 'inverse_gaussian',
    frame: cancer,
    asked: asked('studytime', ['age', 'drug']),
    coef: [5.55022101135608, -0.0616363140020532, 0.694297383665494, 1.17080918789997],
    se: [0.979765249561126, 0.0167878881498333, 0.228406966282454, 0.296728477441485],
    statistics: {
      deviance: 2.62327461565372,
      nullDeviance: 3.6229760600866423,
      logLik: -174.74531489982252,
      pearsonChi2: 1.617483085968983,
    },
  },
  {
    what: 'gamma without an intercept',
    spec: 'gamma',
    frame: cancer,
    asked: asked('studytime', ['age'], { intercept: false }),
    coef: [0.0498928547836731],
    se: [0.00203211449742738],
    statistics: {
      deviance: 36.840533396486876,
      nullDeviance: 1156.8014290773876,
      logLikPhiDevianceOverN: -182.3751024996588,
      pearsonChi2: 29.377244911126976,
    },
  },
  {
    what: 'Bernoulli, log link',
    spec: { glm: { family: 'bernoulli', link: 'log' } },
    frame: lbw,
    asked: asked('low', ['age']),
    coef: [-0.39409532806206, -0.0338362389288378],
    se: [0.496409693198231, 0.0220416208480574],
    statistics: { deviance: 232.06445105208036, logLik: -116.03222552604018 },
  },
  {
    what: 'logit by its family and link',
    spec: { glm: { family: 'bernoulli', link: 'logit' } },
    frame: lbw,
    asked: asked('low', ['age']),
    coef: [0.38458192437171806, -0.0511529422526081],
    se: [],
    statistics: {},
  },
];

describe('against R', () => {
  it.each(REFERENCES)('$what', ({ spec, frame, asked: wanted, coef, se, statistics }) => {
    const fit = fitOf(estimator(spec), wanted, frame());
    const [equation] = fit.equations;
    const close = (found: number, value: number) =>
      expect(Math.abs(found - value) / Math.abs(value)).toBeLessThan(1e-7);
    coef.forEach((value, j) => {
      close(fit.coef[j]!, value);
    });
    se.forEach((value, j) => {
      close(Math.sqrt(equation!.dispersion * fit.expectedBread.get(j, j)), value);
    });
    for (const [name, value] of Object.entries(statistics)) close(equation!.statistics[name]!, value);
    expect(equation!.convergence.converged).toBe(true);
  });

  it('fractional logit: coefficients of a quasibinomial, whose standard errors carry a Pearson dispersion', () => {
    const fit = fitOf(estimator('fractional_logit'), asked('share', ['age', 'ftv']), withShare(lbw()));
    // a share is not the probability of an event
    expect(fit.expectations[0]!.unit).not.toBe('probability');
    expect(fitOf(estimator('logit'), asked('low', ['age']), lbw()).expectations[0]!.unit).toBe('probability');
    const { statistics, dfResidual } = fit.equations[0]!;
    [-0.365083048419254, 0.0139641873829545, 0.0477136348758313].forEach((value, j) => {
      expect(fit.coef[j]!).toBeCloseTo(value, 9);
    });
    expect(statistics.deviance).toBeCloseTo(10.651372448346121, 9);
    expect(statistics.nullDeviance).toBeCloseTo(11.102652239853095, 9);
    expect(statistics.pearsonChi2).toBeCloseTo(9.985850863862813, 9);
    const phi = statistics.pearsonChi2! / dfResidual;
    [0.152578930047683, 0.00654996413585314, 0.0327729810285007].forEach((se, j) => {
      expect(Math.sqrt(phi * fit.expectedBread.get(j, j))).toBeCloseTo(se, 9);
    });
    expect(statistics).not.toHaveProperty('lrP');
  });

  it('raw probability weights: coefficients and weighted deviance of glm(weights = )', () => {
    const frame = lbw();
    const bwt = frame.columns.get('bwt')!;
    const w = numeric('kg', bwt.kind === 'numeric' ? bwt.values.map((value) => value / 1000) : []);
    const data = { ...frame, columns: new Map(frame.columns).set('kg', w) };
    const fit = fitOf(
      estimator('poisson'),
      asked('ftv', ['age', 'lwt'], { weights: { kind: 'probability', variable: 'kg' } }),
      data,
    );
    [-1.87893400908161, 0.0469170212110834, 0.00397746498606255].forEach((value, j) => {
      expect(fit.coef[j]!).toBeCloseTo(value, 10);
    });
    expect(fit.equations[0]!.statistics.deviance).toBeCloseTo(721.6377857322165, 8);
  });
});

describe('dispersion', () => {
  it('maximum likelihood solves log a - digamma(a) = D / 2n', () => {
    // mpmath: a with log(a) - digamma(a) = 0.5, 0.01 and 20
    expect(1 / gammaMlDispersion(2 * 100 * 0.5, 100)).toBeCloseTo(1.1377247271478588, 12);
    expect(1 / gammaMlDispersion(2 * 100 * 0.01, 100) / 50.16610820660233).toBeCloseTo(1, 12);
    expect(1 / gammaMlDispersion(2 * 100 * 20, 100) / 0.044224815677747824).toBeCloseTo(1, 12);
    expect(gammaMlDispersion(0, 10)).toBe(0);
  });

  it.each([
    ['pearson', 'dispersionPearson'],
    ['deviance', 'dispersionDeviance'],
    ['ml', 'dispersionMl'],
  ])('%s scales the model covariance by that statistic', (rule, statistic) => {
    const { dispersion, statistics } = fitOf(
      estimator({ gamma: { dispersion: rule } }),
      asked('positive', ['x']),
      survey(),
    ).equations[0]!;
    expect(dispersion).toBe(statistics[statistic]);
    expect(statistics.dispersion).toBe(dispersion);
  });

  it('a number is taken as it is', () => {
    expect(
      fitOf(estimator({ gamma: { dispersion: 1 } }), asked('positive', ['x']), survey()).equations[0]!.dispersion,
    ).toBe(1);
  });

  it('maximum likelihood agrees with MASS::gamma.dispersion', () => {
    const { statistics } = fitOf(estimator('gamma'), asked('studytime', ['age', 'drug']), cancer()).equations[0]!;
    expect(statistics.dispersionMl).toBeCloseTo(0.3200651157563219, 7);
  });
});

describe('outcomes that cannot be fitted', () => {
  it('a constant outcome is E-FIT-OUTCOME with its count', () => {
    const given = oracleCase('lbw-logit-constant-outcome')!;
    const failure = failureOf(() => fitCase(given));
    expect(failure.code).toBe('E-FIT-OUTCOME');
    expect(failure.message).toContain('130 rows');
    expect(failure.exitCode).toBe(4);
  });

  const meps = oracleCase('meps-gamma-nonpositive-outcome');
  it.skipIf(meps === undefined)('zeros under gamma are E-FIT-OUTCOME with their count', () => {
    const failure = failureOf(() => fitCase(meps!));
    expect(failure.code).toBe('E-FIT-OUTCOME');
    expect(failure.message).toContain(`${meps!.expected.n_nonpositive} of 19386 rows`);
  });

  it.each([
    ['probit', 'number'],
    ['fractional_logit', 'number'],
    ['poisson', 'number'],
    ['inverse_gaussian', 'cost'],
  ])('%s refuses %s', (spec, outcome) => {
    expect(failureOf(() => fitOf(estimator(spec), asked(outcome, ['x']), survey())).code).toBe('E-FIT-OUTCOME');
  });

  it('as many coefficients as rows is E-FIT-EMPTY', () => {
    const frame = frameOf(numeric('y', [1, 2, 4]), categorical('g', ['a', 'b', 'c'], [0, 1, 2]));
    expect(failureOf(() => fitOf(estimator('ols'), asked('y', ['g']), frame)).code).toBe('E-FIT-EMPTY');
  });

  it('an identity link without an intercept that leaves the range is E-FIT-CONVERGENCE, not a fit', () => {
    const frame = frameOf(numeric('y', [1, 2, 3, 1, 2]), numeric('x', [-1, 1, -2, 2, 1]));
    const failure = failureOf(() =>
      fitOf(estimator({ gamma: { link: 'identity' } }), asked('y', ['x'], { intercept: false }), frame),
    );
    expect(failure.code).toBe('E-FIT-CONVERGENCE');
    expect(failure.message).toContain('starting values');
  });
});

describe('separation', () => {
  it.each(['lbw-logit-separation', 'separation-quasi-logit'])('%s: column and rows leave as in Stata', (id) => {
    const given = oracleCase(id)!;
    const { expected } = given;
    const fit = fitCase(given);
    const { omitted, design, statistics } = fit.equations[0]!;
    expect(omitted.map(({ term, reason, rows }) => ({ term, reason, rows }))).toEqual([
      { term: expected.separated_columns[0], reason: 'separated', rows: expected.n_perfectly_predicted },
    ]);
    expect(omitted[0]!.detail).toContain(`= ${Object.values(expected.direction)[0] === '-Infinity' ? 0 : 1} perfectly`);
    expect(design.lost).toEqual([{ reason: 'perfectly predicted', rows: expected.n_perfectly_predicted }]);
    expect(design.nobs).toBe(expected.after_dropping.n);
    const coef = coefOf(fit);
    expect(Object.keys(coef)).toEqual(Object.keys(expected.after_dropping.coef));
    for (const [term, value] of Object.entries<number>(expected.after_dropping.coef))
      expect(coef[term]).toBeCloseTo(value, 8);
    design.columns.forEach(({ id: term }, j) => {
      expect(Math.sqrt(fit.observedBread.get(j, j))).toBeCloseTo(expected.after_dropping.se.oim[term], 7);
    });
    expect(statistics.logLik).toBeCloseTo(expected.after_dropping.loglik, 8);
  });

  it('complete separation is E-FIT-SEPARATED under every policy', () => {
    const given = oracleCase('separation-complete-probit')!;
    const frame = caseFrame(given);
    for (const separation of ['drop', 'error', 'keep']) {
      const failure = failureOf(() => fitOf(estimator({ probit: { separation } }), asked('y', ['x1', 'x2']), frame));
      expect(failure.code).toBe('E-FIT-SEPARATED');
      expect(failure.message).toContain('complete separation');
      expect(failure.message).toContain('40 of 40 rows');
    }
  });

  it('error refuses quasi-separation and names the column', () => {
    const given = oracleCase('separation-quasi-logit')!;
    const failure = failureOf(() =>
      fitOf(estimator({ logit: { separation: 'error' } }), asked('y', ['x1', 'x2']), caseFrame(given)),
    );
    expect(failure.code).toBe('E-FIT-SEPARATED');
    expect(failure.message).toContain('x2=1');
  });

  it('keep fits all rows, warns, and leaves the other coefficients at their limits', () => {
    const given = oracleCase('separation-quasi-logit')!;
    const fit = fitOf(estimator({ logit: { separation: 'keep' } }), asked('y', ['x1', 'x2']), caseFrame(given));
    const [equation] = fit.equations;
    const coef = coefOf(fit);
    expect(equation!.design.nobs).toBe(120);
    expect(equation!.omitted).toEqual([]);
    expect(equation!.warnings![0]).toContain('x2=1');
    expect(coef['x2=1']).toBeGreaterThan(10);
    expect(coef.x1).toBeCloseTo(given.expected.after_dropping.coef.x1, 5);
  });

  it('a linear combination that separates is found', () => {
    // y = 1 wherever a + b > 1, both outcomes elsewhere; neither a nor b alone predicts
    const [a, b, c] = [1, 2, 3].map((seed) => uniforms(60, seed).map((u) => Math.round(4 * u) / 4));
    const y = a!.map((value, i) => (value + b![i]! > 1 ? 1 : value + b![i]! === 1 ? (c![i]! > 0.5 ? 1 : 0) : 0));
    const frame = frameOf(numeric('y', y), numeric('a', a!), numeric('b', b!));
    const failure = failureOf(() =>
      fitOf(estimator({ logit: { separation: 'error' } }), asked('y', ['a', 'b']), frame),
    );
    expect(failure.code).toBe('E-FIT-SEPARATED');
    expect(failure.message).toContain('a, b predict y');
    const { omitted, design } = fitOf(estimator('logit'), asked('y', ['a', 'b']), frame).equations[0]!;
    const onTheLine = a!.filter((value, i) => value + b![i]! === 1).length;
    expect(onTheLine).toBeGreaterThan(5);
    expect(design.nobs).toBe(onTheLine);
    expect(omitted.map(({ term, reason, rows }) => [term, reason, rows])).toEqual([
      ['b', 'separated', b!.filter((value, i) => value + a![i]! !== 1 && value !== 0).length],
    ]);
    expect(omitted[0]!.detail).toContain('part of a combination');
  });

  it('fractions inside (0, 1) cannot be separated, fractions at the ends can', () => {
    const x = uniforms(40, 9);
    const d = x.map((_, i) => (i < 8 ? 1 : 0));
    const inside = frameOf(
      numeric(
        'y',
        x.map((u, i) => (d[i] === 1 ? 0.9 : 0.1 + 0.5 * u)),
      ),
      numeric(
        'x',
        x.map((u) => u * u),
      ),
      numeric('d', d),
    );
    expect(fitOf(estimator('fractional_logit'), asked('y', ['x', 'd']), inside).equations[0]!.omitted).toEqual([]);
    const ends = frameOf(
      numeric(
        'y',
        x.map((u, i) => (d[i] === 1 ? 1 : 0.1 + 0.5 * u)),
      ),
      numeric(
        'x',
        x.map((u) => u * u),
      ),
      numeric('d', d),
    );
    const { omitted, design } = fitOf(estimator('fractional_logit'), asked('y', ['x', 'd']), ends).equations[0]!;
    expect(omitted.map(({ term, rows }) => [term, rows])).toEqual([['d', 8]]);
    expect(design.nobs).toBe(32);
  });

  it('a group of zeros separates a Poisson model, a group of positive counts does not', () => {
    const x = uniforms(40, 9);
    const d = x.map((_, i) => (i < 8 ? 1 : 0));
    const count = (inGroup: number) => x.map((u, i) => (d[i] === 1 ? inGroup : Math.floor(5 * u)));
    const poisson = (inGroup: number) =>
      fitOf(
        estimator('poisson'),
        asked('y', ['x', 'd']),
        frameOf(
          numeric('y', count(inGroup)),
          numeric(
            'x',
            x.map((u) => u * u),
          ),
          numeric('d', d),
        ),
      );
    expect(poisson(0).equations[0]!.omitted.map(({ term, rows }) => [term, rows])).toEqual([['d', 8]]);
    expect(poisson(3).equations[0]!.omitted).toEqual([]);
  });
});

describe('columns left out', () => {
  it('the reference level is absent: the first level with rows takes its place', () => {
    const { omitted, design } = fitCase(oracleCase('lbw-ols-reference-level-absent')!).equations[0]!;
    expect(omitted.map(({ term, reason }) => [term, reason])).toEqual([['race=black', 'empty level']]);
    expect(design.columns.find(({ id }) => id === 'race=other')?.reference).toBe('white');
  });

  it('reasons: empty level, collinear, constant', () => {
    const single = fitCase(oracleCase('lbw-logit-single-level-factor')!).equations[0]!;
    expect(single.omitted.map(({ reason }) => reason)).toEqual(['empty level', 'empty level']);
    const collinear = fitCase(oracleCase('lbw-logit-collinear')!).equations[0]!;
    expect(collinear.omitted.map(({ term, reason }) => [term, reason])).toEqual([
      ['lwt_kg', 'collinear'],
      ['other', 'collinear'],
      ['zero', 'constant'],
    ]);
  });
});
