/** Bootstrap of mediations: clusters, units of a random effect, BCa, and that draws depend on their number alone. */
import { describe, expect, it } from 'vitest';
import { type Frame, getNumeric } from '../../../src/analysis/data/frame.ts';
import { type BootstrapPlan, bootstrap } from '../../../src/analysis/mediation/bootstrap.ts';
import { randomStream } from '../../../src/numerics/philox.ts';
import { frameOf, numeric, rejected, thrown } from '../frames.ts';
import { csv, LBW, runSpec } from './run-spec.ts';

const plan: BootstrapPlan = { resample: 'rows', draws: 5, seed: 7, intervals: ['percentile'], quantiles: ['type7'] };
const frame = frameOf(
  numeric('x', [1, 2, 3, 4, 5, 6]),
  numeric('cluster', [10, 10, 20, 20, 20, 30]),
  numeric('person', [1, 1, 2, 3, 3, 4]),
);
const values = (sample: Frame, name: string) => [...getNumeric(sample, name).values];

describe('bootstrap', () => {
  it('draws whole clusters, and a unit drawn twice as two units', () => {
    const seen: number[][][] = [];
    const { job } = bootstrap(
      { ...plan, resample: { cluster: 'cluster' }, draws: 1, indices: [[2, 1, 2]] },
      'm',
      frame,
      'person',
      (sample) => {
        seen.push([values(sample, 'x'), values(sample, 'person')]);
        return [0];
      },
    );
    job.compute(0);
    expect(seen[0]![0]).toEqual([3, 4, 5, 1, 2, 3, 4, 5]);
    const persons = seen[0]![1]!;
    expect(persons[1]).toBe(persons[2]);
    expect(persons[6]).toBe(persons[7]);
    // persons 2 and 3 of both copies, and person 1
    expect(new Set(persons).size).toBe(5);
  });

  it('refuses to draw rows of a unit apart, and clusters that cut through units', () => {
    expect(thrown(() => bootstrap(plan, 'm', frame, 'person', () => []))).toMatch(
      /cannot be drawn apart.*cluster: person/,
    );
    const cut = frameOf(numeric('cluster', [1, 1, 2, 2]), numeric('person', [1, 2, 2, 3]));
    const byCluster = { ...plan, resample: { cluster: 'cluster' } } as const;
    expect(thrown(() => bootstrap(byCluster, 'm', cut, 'person', () => []))).toContain(
      '1 units of "person" have rows in several',
    );
    expect(thrown(() => bootstrap({ ...plan, indices: [[1, 7]] }, 'm', frame, undefined, () => []))).toContain(
      'outside 1 to 6',
    );
  });

  it('finds the same in a draw whatever was drawn before', () => {
    const mean = (sample: Frame) => [values(sample, 'x').reduce((sum, x) => sum + x, 0) / sample.rows];
    const { job } = bootstrap(plan, 'm', frame, undefined, mean);
    const forward = [0, 1, 2, 3, 4].map((draw) => job.compute(draw).values[0]);
    const backward = [4, 3, 2, 1, 0].map((draw) => job.compute(draw).values[0]).reverse();
    expect(backward).toEqual(forward);
    expect(new Set(forward).size).toBeGreaterThan(1);
    const stream = randomStream(7, 'bootstrap of m', 3);
    const drawn = Array.from({ length: 6 }, () => stream.integer(6) + 1);
    expect(forward[3]).toBe(drawn.reduce((sum, x) => sum + x, 0) / 6);
  });

  it('leaves out each unit in turn for the acceleration of BCa', () => {
    const mean = (sample: Frame) => [values(sample, 'x').reduce((sum, x) => sum + x, 0) / sample.rows];
    const bca = bootstrap({ ...plan, draws: 200, intervals: ['bca'] }, 'm', frame, undefined, mean);
    expect(bca.job.count).toBe(206);
    expect(bca.job.compute(200).values).toEqual([4]);
    expect(bca.job.compute(205).values).toEqual([3]);
    const outcomes = Array.from({ length: 206 }, (_, draw) => bca.job.compute(draw));
    const { summaries, design } = bca.summarise([3.5], outcomes, 0.9);
    // values that lie symmetrically have no acceleration
    expect(summaries[0]!.acceleration).toBeCloseTo(0, 12);
    expect(design).toEqual({ resample: 'rows', units: 6, draws: 200, failed: 0, seed: 7 });
    expect(summaries[0]!.draws).toBe(200);
  });
});

describe('bootstrap of a mediation', () => {
  const spec = (options: object) => ({
    models: { low: { estimator: 'logit', outcome: 'low', terms: ['smoke', 'age'] } },
    mediations: {
      lwt: {
        model: 'low',
        treatment: 'smoke',
        mediators: { lwt: 'ols' },
        marginal_effects: { at: 'observations', treatment: 'derivative', mediators: 'derivative' },
        khb: { residual_covariance: 'over_n' },
        bootstrap: {
          resample: 'rows',
          draws: 40,
          seed: 1,
          intervals: ['percentile', 'bca'],
          quantiles: 'type7',
          ...options,
        },
      },
    },
  });

  it('gives every quantity its draws, and failed draws are counted', async () => {
    const { lwt } = (await runSpec(spec({ resample: { cluster: 'age' } }), LBW)).mediations!;
    expect(lwt!.bootstrap).toMatchObject({ resample: 'age', draws: 40, seed: 1 });
    for (const { bootstrap: found, estimate, kind } of lwt!.quantities) {
      expect(found!.values.length).toBe(40);
      expect(found!.draws).toBe(40 - lwt!.bootstrap!.failed);
      expect(found!.intervals.map(({ method }) => method)).toEqual(['percentile', 'bca']);
      if (kind.startsWith('share')) continue;
      // 40 draws know a standard error to a tenth or two
      expect(found!.stdError / estimate.stdError).toBeGreaterThan(0.5);
      expect(found!.stdError / estimate.stdError).toBeLessThan(2);
    }
    const khb = lwt!.quantities.find(({ scale, kind }) => scale === 'khb' && kind === 'difference')!;
    const product = lwt!.quantities.find(({ scale, kind }) => scale === 'coefficient' && kind === 'product')!;
    khb.bootstrap!.values.forEach((value, draw) => {
      expect(value).toBeCloseTo(product.bootstrap!.values[draw]!, 9);
    });
  });

  it('needs every choice that changes an interval', async () => {
    const { seed: _, quantiles: __, ...rest } = spec({}).mediations.lwt.bootstrap;
    const open = { ...spec({}), mediations: { lwt: { ...spec({}).mediations.lwt, bootstrap: rest } } };
    const message = await rejected(runSpec(open, LBW).catch((error) => Promise.reject(new Error(String(error)))));
    expect(message).toContain('seed');
    expect(message).toContain('quantiles');
  });
});

describe('a random intercept', () => {
  const stream = randomStream(11, 'mediation test');
  const columns: Record<string, number[]> = { y: [], x: [], m: [], z: [], person: [], place: [] };
  for (let person = 0; person < 120; person++) {
    const u = 1.2 * stream.normal();
    const x = person % 2;
    for (let wave = 0; wave < 4; wave++) {
      const m = 0.6 * x + stream.normal();
      const z = stream.normal();
      columns.y!.push(stream.uniform() < 1 / (1 + Math.exp(-(-0.3 + 0.5 * x + 0.8 * m + 0.3 * z + u))) ? 1 : 0);
      columns.x!.push(x);
      columns.m!.push(m);
      columns.z!.push(z);
      columns.person!.push(person);
      columns.place!.push(person % 15);
    }
  }
  const spec = (vcov: unknown, bootstrapOptions?: object) => ({
    models: {
      y: { estimator: { logit_re: { group: 'person', check: false } }, outcome: 'y', terms: ['x', 'z'], vcov },
    },
    mediations: {
      m: {
        model: 'y',
        treatment: 'x',
        mediators: { m: 'ols' },
        marginal_effects: { at: 'observations', treatment: 'derivative', mediators: 'derivative' },
        khb: { residual_covariance: 'over_n' },
        ...(bootstrapOptions && { bootstrap: bootstrapOptions }),
      },
    },
  });

  it('reports both standard deviations, and the decomposition keeps the one of the full model', async () => {
    const results = await runSpec(spec({ cluster: { by: 'place' } }), csv(columns));
    const { m } = results.mediations!;
    const sigma = Object.fromEntries(m!.steps.map(({ role, sigmaU }) => [role, sigmaU]));
    expect(sigma.mediator).toBeUndefined();
    expect(sigma.reduced).toBeCloseTo(sigma.direct!, 5);
    expect(Math.abs(sigma.total! - sigma.direct!)).toBeGreaterThan(0.01);
    const { khb } = m!;
    expect(khb!.reduced.estimate - khb!.full.estimate).toBeCloseTo(khb!.difference.estimate, 5);
    const effects = khb!.marginalEffects!;
    expect(effects.reduced.estimate - effects.full.estimate).toBeCloseTo(effects.difference.estimate, 12);
    const product = m!.quantities.find(({ scale, kind }) => scale === 'marginal_effect' && kind === 'product')!;
    expect(effects.difference.estimate).toBeCloseTo(product.estimate.estimate, 6);
    expect(effects.difference.stdError).toBeCloseTo(product.estimate.stdError, 6);
    // the total step is the model itself
    const own = results.models.y!.effects[0]!.estimates.find(({ term }) => term === 'x')!;
    const total = m!.quantities.find(({ scale, kind }) => scale === 'coefficient' && kind === 'total')!.estimate;
    expect(total.estimate).toBeCloseTo(own.estimate, 9);
    expect(total.stdError).toBeCloseTo(own.stdError, 9);
  }, 30_000);

  it('draws persons or whole places', async () => {
    const options = { draws: 4, seed: 3, intervals: ['percentile'], quantiles: 'type7' };
    const { m } = (await runSpec(spec('model', { ...options, resample: { cluster: 'place' } }), csv(columns)))
      .mediations!;
    const direct = m!.quantities.find(({ scale, kind }) => scale === 'coefficient' && kind === 'direct')!;
    expect(direct.bootstrap!.draws).toBe(4);
    expect(Math.abs(direct.bootstrap!.mean - direct.estimate.estimate)).toBeLessThan(3 * direct.estimate.stdError);
    const rows = runSpec(spec('model', { ...options, resample: 'rows' }), csv(columns));
    expect(await rejected(rows)).toContain('cannot be drawn apart');
  }, 30_000);
});
