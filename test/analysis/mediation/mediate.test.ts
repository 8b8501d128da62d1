/** Mediation against R (reference.R), identities of least squares, and the rules on rows. */
import { beforeAll, describe, expect, it } from 'vitest';
import { randomStream } from '../../../src/numerics/philox.ts';
import type { MediationKind, MediationResult, MediationScale } from '../../../src/results/mediation.ts';
import type { Results } from '../../../src/results/results.ts';
import { rejected } from '../frames.ts';
import { csv, LBW, runSpec } from './run-spec.ts';

const model = { estimator: 'logit', outcome: 'low', terms: ['smoke', 'age'] };
const effects = { at: 'observations', treatment: 'derivative', mediators: 'derivative' };
const mediation = { treatment: 'smoke', mediators: { lwt: 'ols' }, marginal_effects: effects };

function found(result: MediationResult, scale: MediationScale, kind: MediationKind, mediator?: string) {
  return result.quantities.find((one) => one.scale === scale && one.kind === kind && one.mediator === mediator)!;
}

function close(ours: readonly number[], theirs: readonly number[], tolerance = 2e-7): void {
  expect(ours.length).toBe(theirs.length);
  ours.forEach((value, i) => {
    expect(Math.abs(value - theirs[i]!)).toBeLessThan(tolerance * Math.max(1e-3, Math.abs(theirs[i]!)));
  });
}

/** In the order of reference.R. */
const KINDS: readonly [MediationScale, MediationKind, string?][] = [
  ['coefficient', 'product', 'lwt'],
  ['coefficient', 'difference'],
  ['coefficient', 'share_product'],
  ['coefficient', 'share_difference'],
  ['marginal_effect', 'total'],
  ['marginal_effect', 'direct'],
  ['marginal_effect', 'product', 'lwt'],
  ['marginal_effect', 'difference'],
  ['marginal_effect', 'share_difference'],
];

describe('mediation against R', () => {
  let results: Readonly<Record<string, MediationResult>>;

  beforeAll(async () => {
    const run = await runSpec(
      {
        models: {
          robust: { ...model, vcov: 'robust' },
          clustered: { ...model, vcov: { cluster: { by: 'age' } } },
          plain: { ...model, vcov: 'model' },
        },
        mediations: {
          robust: { model: 'robust', ...mediation, khb: { residual_covariance: 'over_df' } },
          clustered: { model: 'clustered', ...mediation },
          plain: { model: 'plain', ...mediation },
          at_means: {
            model: 'plain',
            ...mediation,
            marginal_effects: { at: 'means', treatment: 'discrete', mediators: 'derivative' },
          },
        },
      },
      LBW,
    );
    results = run.mediations!;
  });

  it('has the estimates on both scales', () => {
    const estimates = [
      0.02756237733491, 0.02117878882325, 0.03983873678409, 0.03061188021204, 0.14277368326727, 0.13526685321601,
      0.00555903301359, 0.00750683005126, 0.05257852763529,
    ];
    for (const name of ['robust', 'clustered', 'plain']) {
      close(
        KINDS.map((kind) => found(results[name]!, ...kind).estimate.estimate),
        estimates,
      );
    }
  });

  it('takes standard errors from the scores of the stacked steps, row by row and by cluster', () => {
    const robust = [
      0.0587592592637, 0.0519349284515, 0.0849616223847, 0.0768954178151, 0.0642438842029, 0.0644775919613,
      0.0118088705589, 0.0112692361842, 0.0808692196098,
    ];
    const clustered = [
      0.0531018894678, 0.0518706523128, 0.0835353634952, 0.0808829802953, 0.0611282080651, 0.0644227275902,
      0.0106851941875, 0.0104515170918, 0.0815514814415,
    ];
    close(
      KINDS.map((kind) => found(results.robust!, ...kind).estimate.stdError),
      robust,
    );
    close(
      KINDS.map((kind) => found(results.clustered!, ...kind).estimate.stdError),
      clustered,
    );
  });

  it('takes products as independent under the inverse information, and differences from stacked scores', () => {
    const { plain, robust } = results;
    close([found(plain!, 'coefficient', 'product', 'lwt').estimate.stdError], [0.0563643054876]);
    close([found(plain!, 'marginal_effect', 'product', 'lwt').estimate.stdError], [0.0113457197997]);
    const difference = found(plain!, 'coefficient', 'difference');
    expect(difference.covariance).toBe('stacked scores');
    close([difference.estimate.stdError], [found(robust!, 'coefficient', 'difference').estimate.stdError]);
    const product = found(plain!, 'coefficient', 'product', 'lwt');
    close([product.sobel!.stdError], [product.estimate.stdError]);
  });

  it('takes discrete changes at the means', () => {
    const { at_means: result } = results;
    close(
      [found(result!, 'marginal_effect', 'total'), found(result!, 'marginal_effect', 'direct')].map(
        (one) => one.estimate.estimate,
      ),
      [0.149832027908, 0.143845225243],
    );
  });

  it('decomposes on the scale of the full model with the covariance asked for', () => {
    const { khb } = results.robust!;
    close([khb!.difference.estimate, khb!.difference.stdError], [0.0275623773349, 0.0587592592637]);
    expect(khb!.reduced.estimate - khb!.full.estimate).toBeCloseTo(khb!.difference.estimate, 9);
    // stacked scores know nothing of a denominator
    expect(khb!.stdErrors.overN).toBe(khb!.stdErrors.overDf);
  });

  it('reports every step as a model of its own', () => {
    const { steps } = results.robust!;
    expect(steps.map(({ role, model: { id } }) => `${role} ${id}`)).toEqual([
      'total robust.total',
      'mediator robust.lwt',
      'direct robust.direct',
      'reduced robust.reduced',
    ]);
    expect(new Set(steps.map((step) => step.model.equations[0]!.rows))).toEqual(new Set([189]));
  });
});

describe('least squares', () => {
  const spec = {
    models: { bwt: { estimator: 'ols', outcome: 'bwt', terms: ['smoke', 'age', 'race'] } },
    mediations: {
      two: {
        model: 'bwt',
        treatment: 'smoke',
        mediators: { lwt: 'ols', ftv: 'ols' },
        marginal_effects: effects,
        khb: { residual_covariance: 'over_df' },
      },
    },
  };

  it('has one indirect effect by every method and on every scale', async () => {
    const { two } = (await runSpec(spec, LBW)).mediations!;
    const value = (scale: MediationScale, kind: MediationKind) => found(two!, scale, kind).estimate.estimate;
    const product = value('coefficient', 'product');
    expect(value('coefficient', 'difference')).toBeCloseTo(product, 8);
    expect(value('marginal_effect', 'product')).toBeCloseTo(product, 8);
    expect(two!.khb!.difference.estimate).toBeCloseTo(product, 8);
    expect(two!.khb!.rescalingFactor).toBeCloseTo(1, 9);
    expect(value('coefficient', 'direct') + product).toBeCloseTo(value('coefficient', 'total'), 8);
    const parts = two!.mediators.map((one) => found(two!, 'coefficient', 'product', one).estimate.estimate);
    expect(parts[0]! + parts[1]!).toBeCloseTo(product, 9);
    const shares = two!.mediators.map((one) => found(two!, 'coefficient', 'share_of_indirect', one).estimate.estimate);
    expect(shares[0]! + shares[1]!).toBeCloseTo(1, 9);
  });

  it('counts the covariance between mediators, as the decomposition does', async () => {
    const { two } = (await runSpec(spec, LBW)).mediations!;
    const together = found(two!, 'coefficient', 'product').estimate.stdError;
    expect(together).toBeCloseTo(two!.khb!.stdErrors.overDf, 8);
    expect(two!.khb!.stdErrors.overN).toBeLessThan(two!.khb!.stdErrors.overDf);
  });
});

describe('one sample for all steps', () => {
  // row 2 lacks a mediator, row 5 the outcome
  const columns = {
    y: [1, 2, 4, 3, null, 6, 5, 8, 7, 9],
    x: [0, 1, 0, 1, 0, 1, 0, 1, 0, 1],
    m: [1, null, 2, 3, 2, 4, 3, 5, 4, 6.5],
  };
  const spec = (changes: object = {}) => ({
    models: { y: { estimator: 'ols', outcome: 'y', terms: ['x'] } },
    mediations: { m: { model: 'y', treatment: 'x', mediators: { m: 'ols' }, ...changes } },
  });

  it('loses rows that one of the steps cannot use', async () => {
    const results = await runSpec(spec(), csv(columns));
    const { m } = results.mediations!;
    expect(m!.rows).toBe(8);
    expect(m!.lost).toEqual([
      { reason: 'missing y', rows: 1 },
      { reason: 'missing m', rows: 1 },
    ]);
    expect(m!.steps.map((step) => step.model.equations[0]!.rows)).toEqual([8, 8, 8]);
    // the model by itself keeps the row whose mediator is missing
    expect(results.models.y!.equations[0]!.rows).toBe(9);
  });

  it('takes the rows that perfect prediction costs one step from every step', async () => {
    // nobody at z = c has y = 0: the models of y leave these four rows out, the regression of the mediator could keep them
    const z = ['a', 'a', 'b', 'b', 'a', 'a', 'b', 'b', 'c', 'c', 'a', 'b', 'c', 'c', 'a', 'b'];
    const y = [0, 1, 0, 1, 1, 0, 1, 0, 1, 1, 1, 0, 1, 1, 0, 1];
    const x = [0, 1, 1, 0, 0, 1, 1, 1, 1, 0, 1, 0, 1, 0, 0, 1];
    const m = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9, 3];
    const results = await runSpec(
      {
        models: { y: { estimator: 'logit', outcome: 'y', terms: ['x', 'z'] } },
        mediations: { m: { model: 'y', treatment: 'x', mediators: { m: 'ols' } } },
      },
      csv({ y, x, m, z }),
    );
    const { m: result } = results.mediations!;
    expect(result!.lost).toEqual([{ reason: 'left out by one of the steps', rows: 4 }]);
    expect(result!.steps.map((step) => step.model.equations[0]!.rows)).toEqual([12, 12, 12]);
  });

  it('says which step has nothing left to explain', async () => {
    const y = [0, 1, 0, 1, 0, 1, 1, 0, 1, 0, 1, 1];
    const x = [0, 1, 1, 0, 0, 1, 0, 0, 1, 1, 1, 0];
    // m = 1 predicts y = 1: without these rows the mediator is constant
    const m = [0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 1];
    const run = runSpec(
      {
        models: { y: { estimator: 'logit', outcome: 'y', terms: ['x'] } },
        mediations: { m: { model: 'y', treatment: 'x', mediators: { m: 'ols' } } },
      },
      csv({ y, x, m }),
    );
    expect(await rejected(run)).toMatch(
      /E-FIT-OUTCOME mediations\.m\.m: the outcome "m" has the same value in all 9 rows/,
    );
  });

  it('refuses what cannot be a mediator or a treatment', async () => {
    const message = (changes: object) => rejected(runSpec(spec(changes), csv(columns)));
    expect(await message({ mediators: { y: 'ols' } })).toContain('the mediator "y" is the outcome');
    expect(await message({ mediators: { x: 'ols' } })).toContain('already a regressor');
    expect(await message({ treatment: 'xx' })).toMatch(/E-SPEC-NAME mediations\.m.*no column "xx".*nearest: "x"/);
    expect(await message({ model: 'z' })).toContain('no model "z"');
    expect(await message({ mediators: {} })).toContain('at least one mediator');
    const three = { ...columns, x: ['a', 'b', 'c', 'a', 'b', 'c', 'a', 'b', 'c', 'a'] };
    expect(await rejected(runSpec(spec(), csv(three)))).toMatch(/"x" has 2 columns; one of x=b, x=c/);
  });
});

describe('a treatment that a term makes of adoption and time', () => {
  const stream = randomStream(3, 'adoption mediation');
  const columns: Record<string, (number | null)[]> = {
    y: [],
    m: [],
    wave: [],
    adopted: [],
    place: [],
    z: [],
    treated: [],
  };
  for (let row = 0; row < 240; row++) {
    const [place, wave] = [row % 6, 2014 + 2 * (Math.floor(row / 6) % 3)];
    const adopted = place < 3 ? null : 2014 + 2 * (place % 3);
    const treated = adopted !== null && wave >= adopted ? 1 : 0;
    const m = 0.7 * treated + stream.normal();
    const values = {
      y: stream.uniform() < 1 / (1 + Math.exp(-treated - m)) ? 1 : 0,
      m,
      wave,
      adopted,
      place,
      z: stream.normal(),
      treated,
    };
    for (const [name, value] of Object.entries(values)) columns[name]!.push(value);
  }
  const run = (treatment: string, term: unknown) =>
    runSpec(
      {
        models: {
          y: {
            estimator: 'logit',
            outcome: 'y',
            terms: [term, 'z'],
            fixed_effects: ['wave'],
            vcov: { cluster: { by: 'place' } },
          },
        },
        mediations: {
          m: {
            model: 'y',
            treatment,
            mediators: { m: 'ols' },
            marginal_effects: { ...effects, treatment: 'discrete' },
            khb: { residual_covariance: 'over_n' },
          },
        },
        splits: {
          z: {
            model: 'y',
            groups: { low: { where: 'z <= 0' }, high: { where: 'z > 0' } },
            terms: [treatment],
            marginal_effects: { at: 'observations', change: 'discrete' },
          },
        },
      },
      csv(columns),
    );

  it('is taken apart and compared like the column that it makes', async () => {
    const term = await run('treated_post', { treated_post: { adopted: 'adopted', time: 'wave' } });
    const plain = await run('treated', 'treated');
    const numbers = ({ quantities }: MediationResult) =>
      quantities.flatMap(({ estimate }) => [estimate.estimate, estimate.stdError]);
    close(numbers(term.mediations!.m!), numbers(plain.mediations!.m!), 1e-9);
    expect(term.mediations!.m!.rows).toBe(240);
    const differences = (results: Results) =>
      results.splits!.z!.comparisons.flatMap((one) =>
        one.differences.flatMap(({ estimate }) => [estimate.estimate, estimate.stdError]),
      );
    close(differences(term), differences(plain), 1e-9);
    expect(differences(plain).length).toBe(4);
  });
});
