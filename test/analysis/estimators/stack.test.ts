/** Two-part and stacked models: the parts, what they share, and the combined mean. */
import { describe, expect, it } from 'vitest';
import { selectRows } from '../../../src/analysis/data/frame.ts';
import type { Asked, Estimator } from '../../../src/analysis/estimators/estimator.ts';
import { estimatorSchema } from '../../../src/analysis/estimators/registry.ts';
import { variableTerm } from '../../../src/analysis/terms/variable.ts';
import { Failure } from '../../../src/errors/failure.ts';
import { linearPredictor } from '../../../src/numerics/block-kernels.ts';
import { caseFrame, coefOf, fitOf, oracleCase, toAsked, toEstimator } from './oracle.ts';
import { frameOf, numeric, survey } from './toy-frame.ts';

const estimator = (spec: unknown): Estimator => estimatorSchema.parse(spec);

function asked(outcome: string, terms: readonly string[], more: Partial<Asked> = {}): Asked {
  return { label: { en: outcome }, outcome, terms: terms.map(variableTerm), intercept: true, requires: [], ...more };
}

const CASES = ['meps-twopart-probit-gamma', 'meps-twopart-logit-gamma', 'meps-twopart-interaction'];

describe('two-part models against the oracle', () => {
  for (const id of CASES) {
    const given = oracleCase(id);
    it.skipIf(given === undefined)(id, () => {
      const model = given!.model as unknown as { part1: { estimator: string }; part2: { link: 'log' } };
      const frame = caseFrame(given!);
      const fit = fitOf(
        estimator({ two_part: { first: model.part1.estimator, second: { gamma: { link: model.part2.link } } } }),
        toAsked(given!),
        frame,
      );
      const { expected } = given!;
      const close = (found: number, wanted: number) =>
        expect(Math.abs(found - wanted) / Math.abs(wanted)).toBeLessThan(1e-6);
      const [first, second] = fit.equations;
      expect([first!.design.nobs, second!.design.nobs]).toEqual([expected.n, expected.n_positive]);
      [expected.part1, expected.part2].forEach((part, index) => {
        const equation = fit.equations[index]!;
        const coef = coefOf(fit, index);
        expect(Object.keys(coef)).toHaveLength(Object.keys(part.coef).length);
        for (const [term, value] of Object.entries<number>(part.coef)) close(coef[term]!, value);
        equation.design.columns.forEach(({ id: term }, j) => {
          const at = equation.offset + j;
          for (const [kind, bread] of [
            ['oim', fit.observedBread],
            ['eim', fit.expectedBread],
          ] as const) {
            if (part.se[kind]) close(Math.sqrt(equation.dispersion * bread.get(at, at)), part.se[kind][term]);
          }
        });
        for (const [theirs, ours] of [
          ['loglik', 'logLik'],
          ['deviance', 'deviance'],
          ['dispersion_pearson', 'dispersionPearson'],
        ]) {
          if (part[theirs!] !== undefined) close(equation.statistics[ours!]!, part[theirs!]);
        }
      });
      const combined = fit.expectations.find((expectation) => expectation.name === 'combined')!;
      const over = fit.equations[combined.over]!.design.frame;
      const predictors = combined.equations.map((index) => {
        const { design, offset } = fit.equations[index]!;
        return linearPredictor(design.blocksFor(over), fit.coef.subarray(offset, offset + design.columns.length));
      });
      const { mean } = combined.evaluate(predictors);
      close(mean.reduce((sum, value) => sum + value, 0) / mean.length, expected.mean_prediction.estimate);
    });
  }
});

describe('two-part models', () => {
  const two = { two_part: { first: 'logit', second: 'gamma' } };

  it('the parts are the two models fitted apart, with block-diagonal breads and offsets', () => {
    const frame = survey();
    const fit = fitOf(estimator(two), asked('cost', ['x', 'g']), frame);
    const positive = Int32Array.from({ length: frame.rows }, (_, i) => i).filter((i) => i % 3 !== 0);
    const second = fitOf(
      toEstimator({ estimator: 'glm', family: 'gamma', link: 'log' }),
      asked('cost', ['x', 'g']),
      selectRows(frame, positive),
    );
    expect(fit.equations.map(({ name, offset }) => [name, offset])).toEqual([
      ['participation', 0],
      ['amount', 4],
    ]);
    expect([...fit.coef.subarray(4)]).toEqual([...second.coef]);
    expect(fit.observedBread.get(1, 5)).toBe(0);
    expect(fit.observedBread.get(5, 5)).toBe(second.observedBread.get(1, 1));
    expect([...fit.equations[1]!.design.rows]).toEqual([...positive]);
    expect(fit.estimator).toBe('two-part (logit, gamma (log link))');
  });

  it('refit with counts is the fit of repeated rows in both parts', () => {
    const frame = survey();
    const fit = fitOf(estimator(two), asked('cost', ['x', 'g']), frame);
    const counts = Float64Array.from({ length: frame.rows }, (_, i) => (i * 5) % 4);
    const rows = Int32Array.from([...counts].flatMap((count, i) => new Array<number>(count).fill(i)));
    const again = fitOf(estimator(two), asked('cost', ['x', 'g']), selectRows(frame, rows));
    fit.refit(counts).forEach((value, j) => {
      expect(value).toBeCloseTo(again.coef[j]!, 8);
    });
  });

  it('the combined mean has the product rule in its derivatives', () => {
    const fit = fitOf(estimator(two), asked('cost', ['x']), survey());
    const combined = fit.expectations[2]!;
    const predictors = [Float64Array.of(0.3, -1), Float64Array.of(1.2, 0.4)];
    const h = 1e-5;
    const shifted = (k: number, by: number) =>
      combined.evaluate(predictors.map((eta, e) => (e === k ? eta.map((v) => v + by) : eta)));
    const { gradient, hessian } = combined.evaluate(predictors);
    for (const k of [0, 1]) {
      const [low, high] = [shifted(k, -h), shifted(k, h)];
      for (const i of [0, 1]) {
        expect(gradient[k]![i]!).toBeCloseTo((high.mean[i]! - low.mean[i]!) / (2 * h), 8);
        for (const l of [0, 1]) {
          expect(hessian[k]![l]![i]!).toBeCloseTo((high.gradient[l]![i]! - low.gradient[l]![i]!) / (2 * h), 8);
        }
      }
    }
  });

  it('a missing outcome leaves both parts, unless the first part has an outcome of its own', () => {
    const cost = [0, 0, Number.NaN, 2, 3, 5, 4, 0, Number.NaN, 7, 0, 6];
    const used = cost.map((value) => (value === 0 ? 0 : 1));
    const x = cost.map((_, i) => (i * 7) % 5);
    const frame = frameOf(numeric('cost', cost), numeric('used', used), numeric('x', x));
    const shared = fitOf(estimator(two), asked('cost', ['x']), frame);
    expect(shared.equations.map(({ design }) => design.lost)).toEqual([
      [{ reason: 'missing cost', rows: 2 }],
      [
        { reason: 'missing cost', rows: 2 },
        { reason: 'where cost > 0', rows: 4 },
      ],
    ]);
    const own = { two_part: { first: 'logit', second: 'gamma', first_part: { outcome: 'used', name: 'use' } } };
    const apart = fitOf(estimator(own), asked('cost', ['x']), frame);
    expect(apart.equations.map(({ name, design }) => [name, design.nobs])).toEqual([
      ['use', 12],
      ['amount', 6],
    ]);
  });

  it('the second part may have terms of its own; combined then asks the first part for them too', () => {
    const frame = survey();
    const count = frame.columns.get('count')!;
    const holes = count.kind === 'numeric' ? count.values.map((value, i) => (i < 5 ? Number.NaN : value)) : [];
    const data = { ...frame, columns: new Map(frame.columns).set('count', numeric('count', holes)) };
    const spec = (combined: boolean) => ({
      two_part: {
        first: 'logit',
        second: 'gamma',
        combined,
        second_part: { terms: ['x', 'count'], where: 'cost > 1' },
      },
    });
    const joint = fitOf(estimator(spec(true)), asked('cost', ['x', 'g']), data);
    expect(joint.equations[0]!.design.lost).toEqual([{ reason: 'missing count', rows: 5 }]);
    expect(joint.equations[1]!.design.columns.map(({ id }) => id)).toEqual(['(Intercept)', 'x', 'count']);
    expect(Math.min(...joint.equations[1]!.design.outcome)).toBeGreaterThan(1);
    const apart = fitOf(estimator(spec(false)), asked('cost', ['x', 'g']), data);
    expect(apart.equations[0]!.design.nobs).toBe(80);
    expect(apart.expectations.map(({ name }) => name)).toEqual(['participation', 'amount']);
  });

  it('a negative outcome is E-FIT-OUTCOME', () => {
    const frame = frameOf(numeric('y', [-1, 0, 2, 3, 0, 4]), numeric('x', [1, 2, 3, 4, 5, 6]));
    expect(() => fitOf(estimator(two), asked('y', ['x']), frame)).toThrow(/E-FIT-OUTCOME .*negative in 1 of 6 rows/);
  });
});

describe('stacked equations', () => {
  const three = {
    stacked: {
      equations: [
        { name: 'any', estimator: 'probit', outcome: 'binary' },
        { name: 'size', estimator: { gamma: { link: 'identity' } }, outcome: 'positive', where: 'binary == 1' },
        { name: 'part', label: { en: 'Share' }, estimator: 'fractional_logit', outcome: 'share', terms: ['x'] },
      ],
      combined: ['any', 'size'],
    },
  };

  it('each has its estimator, outcome, rows and terms', () => {
    const frame = survey();
    const fit = fitOf(estimator(three), asked('binary', ['x', 'g']), frame);
    expect(fit.equations.map(({ name, offset, estimator: by }) => [name, offset, by])).toEqual([
      ['any', 0, 'probit'],
      ['size', 4, 'gamma (identity link)'],
      ['part', 8, 'fractional logit'],
    ]);
    expect(fit.expectations.map(({ name, equations, over }) => [name, equations, over])).toEqual([
      ['any', [0], 0],
      ['size', [1], 1],
      ['part', [2], 2],
      ['combined', [0, 1], 0],
    ]);
    const alone = fitOf(estimator('fractional_logit'), asked('share', ['x']), frame);
    expect([...fit.coef.subarray(8)]).toEqual([...alone.coef]);
    expect(fit.equations[1]!.design.nobs).toBe(fit.equations[0]!.design.outcome.reduce((sum, y) => sum + y, 0));
    expect(fit.equations[2]!.label).toEqual({ en: 'Share' });
  });

  it('specs that cannot be: an unknown name, a repeated name, a stack in a stack', () => {
    const [first, second] = three.stacked.equations;
    const messageOf = (spec: unknown) => estimatorSchema.safeParse(spec).error!.issues[0]!.message;
    expect(messageOf({ stacked: { equations: [first, second], combined: ['any', 'sise'] } })).toContain(
      'no equation "sise"',
    );
    expect(messageOf({ stacked: { equations: [first, first] } })).toContain('two equations have one name');
    const nested = estimator({ two_part: { first: 'probit', second: three } });
    expect(() => nested.equations(asked('cost', ['x']))).toThrow(Failure);
  });
});

describe('smearing', () => {
  function logs() {
    const frame = survey();
    const positive = frame.columns.get('positive')!;
    const values = positive.kind === 'numeric' ? positive.values.map(Math.log) : [];
    return { ...frame, columns: new Map(frame.columns).set('log_positive', numeric('log_positive', values)) };
  }

  it('the mean is exp(xb) times the mean of exp(residual)', () => {
    const fit = fitOf(estimator({ ols: { retransform: 'smearing' } }), asked('log_positive', ['x', 'g']), logs());
    const { residual, linearPredictor: eta } = fit.equations[0]!;
    const factor = residual.reduce((sum, value) => sum + Math.exp(value), 0) / residual.length;
    const { mean } = fit.expectations[0]!.evaluate([eta]);
    mean.forEach((value, i) => {
      expect(value).toBeCloseTo(Math.exp(eta[i]!) * factor, 12);
    });
    const plain = fitOf(estimator('ols'), asked('log_positive', ['x', 'g']), logs());
    expect([...fit.coef]).toEqual([...plain.coef]);
  });

  it('by group, each group has its own factor, also over the rows of another equation', () => {
    const frame = logs();
    const spec = {
      stacked: {
        equations: [
          { name: 'any', estimator: 'logit', outcome: 'binary' },
          {
            name: 'log',
            estimator: { ols: { retransform: { smearing: { by: 'g' } } } },
            outcome: 'log_positive',
            where: 'binary == 1',
          },
        ],
        combined: ['any', 'log'],
      },
    };
    const fit = fitOf(estimator(spec), asked('binary', ['x']), frame);
    const [any, log] = fit.equations;
    const g = frame.columns.get('g')!;
    const codes = g.kind === 'categorical' ? g.codes : new Int32Array();
    const factor = (code: number) => {
      const own = [...log!.residual].filter((_, i) => codes[log!.design.rows[i]!] === code).map(Math.exp);
      return own.reduce((sum, value) => sum + value, 0) / own.length;
    };
    const eta2 = linearPredictor(log!.design.blocksFor(any!.design.frame), fit.coef.subarray(2));
    const { mean } = fit.expectations[2]!.evaluate([any!.linearPredictor, eta2]);
    mean.forEach((value, i) => {
      const p = 1 / (1 + Math.exp(-any!.linearPredictor[i]!));
      expect(value).toBeCloseTo(p * Math.exp(eta2[i]!) * factor(codes[i]!), 10);
    });
  });
});
