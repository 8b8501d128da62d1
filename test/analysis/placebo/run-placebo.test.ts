import { describe, expect, it } from 'vitest';
import type { Column } from '../../../src/analysis/data/column.ts';
import { withColumn } from '../../../src/analysis/data/frame.ts';
import type { Asked, Estimator } from '../../../src/analysis/estimators/estimator.ts';
import { glmEstimator } from '../../../src/analysis/estimators/glm.ts';
import { olsEstimator } from '../../../src/analysis/estimators/ols.ts';
import { randomInterceptEstimator } from '../../../src/analysis/estimators/random-intercept.ts';
import { stackedEstimator } from '../../../src/analysis/estimators/stacked.ts';
import type { Assigned, PlaceboRequest, Scheme } from '../../../src/analysis/placebo/placebo.ts';
import { preparePlacebo } from '../../../src/analysis/placebo/placebo-job.ts';
import { runPlacebo } from '../../../src/analysis/placebo/run-placebo.ts';
import { givenRollouts, permuteLabels, permuteRollout, randomRollout } from '../../../src/analysis/placebo/schemes.ts';
import { eventTimeTerm } from '../../../src/analysis/terms/event-time.ts';
import { factorTerm } from '../../../src/analysis/terms/factor.ts';
import { fixedEffectTerm } from '../../../src/analysis/terms/fixed-effect.ts';
import type { Term } from '../../../src/analysis/terms/term.ts';
import { treatedPostTerm } from '../../../src/analysis/terms/treated-post.ts';
import { variableTerm } from '../../../src/analysis/terms/variable.ts';
import { clusterVcov } from '../../../src/analysis/vcov/cluster-vcov.ts';
import { Failure } from '../../../src/errors/failure.ts';
import { numeric } from '../estimators/toy-frame.ts';
import { rolloutPanel } from '../estimators/toy-rollout.ts';
import { rejected, thrown } from '../frames.ts';

const { frame, under } = rolloutPanel();
const logit = glmEstimator({ family: 'bernoulli', link: 'logit', name: 'logit' });
const ols = olsEstimator();
const POST: Assigned = { kind: 'treatment', column: 'post', time: 'time' };
const ADOPTED: Assigned = { kind: 'adopted', column: 'adopted' };
const TREATED_POST = treatedPostTerm({ adopted: 'adopted', time: 'time' });
const EFFECTS = [fixedEffectTerm('unit'), fixedEffectTerm('time')];
const NEVER = Number.NaN;

interface Wish {
  readonly estimator?: Estimator;
  readonly outcome?: string;
  readonly terms?: readonly Term[];
  readonly assigned?: Assigned;
  readonly scheme?: Scheme;
  readonly more?: Partial<PlaceboRequest>;
  readonly asked?: Partial<Asked>;
}

function request({
  estimator = ols,
  outcome = 'z',
  terms,
  assigned = POST,
  scheme,
  more,
  asked,
}: Wish = {}): PlaceboRequest {
  const own = terms ?? [...EFFECTS, variableTerm('post'), variableTerm('x')];
  return {
    name: 'p',
    label: { en: 'p' },
    model: {
      name: 'm',
      sample: 'all',
      estimator,
      asked: { label: { en: 'm' }, outcome, terms: own, intercept: true, requires: ['unit'], ...asked },
      vcov: clusterVcov({ by: ['unit'], preset: 'stata' }),
      confLevel: 0.95,
    },
    unit: 'unit',
    assigned,
    scheme: scheme ?? permuteRollout(),
    draws: 20,
    seed: 4,
    enumerate: 'never',
    statistic: 't',
    allowFailed: 0.05,
    confLevel: 0.95,
    ...more,
  };
}

const withoutRefits = (estimator: Estimator): Estimator => {
  const { refits: _, ...rest } = estimator;
  return rest;
};

describe('a placebo', () => {
  it('finds by its shortcut what whole fits find', async () => {
    for (const [estimator, outcome] of [
      [logit, 'y'],
      [ols, 'z'],
    ] as const) {
      const quick = await runPlacebo(request({ estimator, outcome }), frame);
      const whole = await runPlacebo(request({ estimator: withoutRefits(estimator), outcome }), frame);
      expect(quick.fitted).toBe(20);
      for (const key of ['estimate', 'stdError', 'statistic', 'pValue'] as const) {
        quick.draws[key].forEach((value, r) => {
          expect(Math.abs(value - whole.draws[key][r]!)).toBeLessThan(1e-8 * Math.max(1, Math.abs(value)));
        });
      }
      expect(quick.actual).toEqual(whole.actual);
    }
  });

  it('is the same whether the 0/1 column or the year of adoption is exchanged', async () => {
    const post = await runPlacebo(request(), frame);
    const adopted = await runPlacebo(
      request({ terms: [...EFFECTS, TREATED_POST, variableTerm('x')], assigned: ADOPTED }),
      frame,
    );
    expect(adopted.term).toBe('treated_post');
    expect([...adopted.draws.estimate]).toEqual([...post.draws.estimate]);
    expect(adopted.treatedUnits).toBe(3);
    expect(post.treatedUnits).toBe(3);
  });

  it('draws by seed, name and number alone', () => {
    const prepared = (more: Partial<PlaceboRequest>) => preparePlacebo(request({ more }), frame).job;
    const forwards = [0, 1, 2, 3].map((draw) => prepared({}).compute(draw));
    const job = prepared({});
    expect([3, 2, 1, 0].map((draw) => job.compute(draw)).reverse()).toEqual(forwards);
    expect(prepared({ draws: 1000 }).compute(2)).toEqual(forwards[2]);
    expect(prepared({ seed: 5 }).compute(2)).not.toEqual(forwards[2]);
    expect(prepared({ name: 'other' }).compute(2)).not.toEqual(forwards[2]);
  });

  it('takes every assignment once where there are no more of them than draws', async () => {
    const small = rolloutPanel(5, 6);
    const exact = await runPlacebo(request({ more: { enumerate: 'auto', draws: 60 } }), small.frame);
    expect(exact).toMatchObject({ exact: true, assignments: 30, requested: 30, recreated: 1 });
    expect(exact.seed).toBeUndefined();
    const { beyond } = exact.onEstimate;
    expect(beyond).toBeGreaterThanOrEqual(1);
    expect(exact.onEstimate).toMatchObject({ pValue: beyond / exact.fitted, confLow: beyond / exact.fitted });
    const drawn = await runPlacebo(request({ more: { enumerate: 'auto', draws: 29 } }), small.frame);
    expect(drawn).toMatchObject({ exact: false, requested: 29, seed: 4 });
    expect(drawn.notes.at(-1)!.en).toBe('no randomisation p value below 0.033 can come of 29 draws');
    expect(
      thrown(() =>
        preparePlacebo(
          request({
            more: { enumerate: 'always' },
            scheme: randomRollout({ treated: 6, years: [1, 2, 3, 4, 5, 6, 7] }),
          }),
          frame,
        ),
      ),
    ).toMatch(/^E-RESOURCE .*assignments, the limit is 1000000/);
  });

  it('counts the real assignment once where it is none of those that the scheme can give', async () => {
    const small = rolloutPanel(5, 6);
    const scheme = randomRollout({ treated: 1, years: [2, 3, 4] });
    const exact = await runPlacebo(request({ scheme, more: { enumerate: 'always' } }), small.frame);
    expect(exact).toMatchObject({ exact: true, assignments: 15, recreated: 0 });
    const { beyond, draws, pValue, confLow } = exact.onEstimate;
    expect(pValue).toBe((beyond + 1) / (draws + 1));
    expect(confLow).toBe(pValue);
    expect(exact.notes.map(({ en }) => en).join()).toMatch(/none of those that the scheme can give/);
  });

  it('counts draws that recreate the truth and draws that do not identify the effect', async () => {
    const file = { file: 'f.csv', draw: 'd', unit: 'u', year: 'y' };
    const rollout = (draw: string, years: Readonly<Record<string, number>>) => ({
      draw,
      adoptions: Object.entries(years).map(([unit, year]) => ({ unit, year })),
    });
    const given = [
      rollout('truth', { '1': 2, '2': 3, '3': 3 }),
      rollout('nobody', {}),
      rollout('always', { '5': 1 }),
      rollout('everybody at once', Object.fromEntries(Array.from({ length: 12 }, (_, u) => [String(u + 1), 3]))),
      rollout('sound', { '5': 3, '7': 2 }),
      rollout('beyond the data', { '4': 2030 }),
    ];
    // the treatment first and the effects as plain factors: a draw explained by them would displace one of them
    const first = [variableTerm('post'), factorTerm('unit'), factorTerm('time'), variableTerm('x')];
    for (const terms of [undefined, first]) {
      for (const [estimator, outcome] of [
        [ols, 'z'],
        [logit, 'y'],
      ] as const) {
        const scheme = givenRollouts(file);
        const placebo = await runPlacebo(
          request({ estimator, outcome, scheme, more: { given }, ...(terms && { terms }) }),
          frame,
        );
        expect(placebo).toMatchObject({
          requested: 6,
          fitted: 2,
          degenerate: 4,
          failed: 0,
          recreated: 1,
          exact: false,
        });
        expect(placebo.causes).toEqual([{ reason: 'not identified', draws: 4 }]);
        expect(placebo.draws.estimate[0]).toBeCloseTo(placebo.actual.estimate, 9);
        expect([...placebo.draws.estimate].map(Number.isNaN)).toEqual([false, true, true, true, false, true]);
        expect(placebo.onEstimate.draws).toBe(2);
        expect(placebo.notes[0]!.en).toBe(
          '0 draws failed and 4 do not identify the effect; they are left out of every share',
        );
      }
    }
  });

  it('counts failed draws with their reasons, and refuses too many of them', async () => {
    let fits = 0;
    const failing: Estimator = {
      ...withoutRefits(ols),
      fit(designs, sample, near) {
        if (near !== undefined && ++fits % 10 === 0) throw new Failure('E-FIT-CONVERGENCE', { finding: 'no' });
        return ols.fit(designs, sample);
      },
    };
    const message = await rejected(runPlacebo(request({ estimator: failing }), frame));
    expect(message).toBe(
      'E-FIT-CONVERGENCE placebos.p: 2 of 20 draws failed: E-FIT-CONVERGENCE 2; at most 5 % of the draws may fail; a model that every assignment can be fitted on, or allow_failed',
    );
    fits = 0;
    const allowed = await runPlacebo(request({ estimator: failing, more: { allowFailed: 0.2 } }), frame);
    expect(allowed).toMatchObject({ fitted: 18, failed: 2, degenerate: 0 });
    expect(allowed.causes).toEqual([{ reason: 'E-FIT-CONVERGENCE', draws: 2 }]);
    const bug: Estimator = {
      ...withoutRefits(ols),
      fit(designs, sample, near) {
        if (near !== undefined) throw new TypeError('a bug');
        return ols.fit(designs, sample);
      },
    };
    expect(await rejected(runPlacebo(request({ estimator: bug }), frame))).toBe('a bug');
  });

  it('refits a random intercept from the real fit, and stacked equations', async () => {
    const random = randomInterceptEstimator({
      link: 'logit',
      group: 'person',
      points: 7,
      method: 'adaptive',
      check: false,
    });
    const terms = [variableTerm('post'), variableTerm('x'), factorTerm('time')];
    const placebo = await runPlacebo(request({ estimator: random, outcome: 'y', terms, more: { draws: 3 } }), frame);
    expect(placebo.estimator).toBe('random-intercept logit');
    expect(placebo.fitted).toBe(3);
    // the first draw again, from nothing
    const prepared = preparePlacebo(request({ estimator: random, outcome: 'y', terms, more: { draws: 3 } }), frame);
    const cold: Estimator = { ...random, fit: (designs, sample) => random.fit(designs, sample) };
    const again = preparePlacebo(request({ estimator: cold, outcome: 'y', terms, more: { draws: 3 } }), frame);
    const [warm, fresh] = [prepared.job.compute(0), again.job.compute(0)];
    warm.values.forEach((value, j) => {
      expect(Math.abs(value - fresh.values[j]!)).toBeLessThan(1e-6);
    });

    const label = { en: 'part' };
    const stacked = stackedEstimator(
      [
        { name: 'chance', label, estimator: logit, outcome: 'y' },
        { name: 'size', label, estimator: ols, outcome: 'z' },
      ],
      [],
    );
    expect(thrown(() => preparePlacebo(request({ estimator: stacked }), frame))).toMatch(
      /2 coefficients read "post"; equation: chance \| size; name one under equation$/,
    );
    const part = await runPlacebo(request({ estimator: stacked, more: { equation: 'size', draws: 4 } }), frame);
    const alone = await runPlacebo(request({ more: { draws: 4 } }), frame);
    expect(part.equation).toBe('size');
    part.draws.estimate.forEach((value, r) => {
      expect(value).toBeCloseTo(alone.draws.estimate[r]!, 10);
    });
  });

  it('builds the design anew where an assignment lets other rows leave', async () => {
    const drop = treatedPostTerm({ adopted: 'adopted', time: 'time', alwaysTreated: 'drop' });
    const scheme = randomRollout({ treated: 3, years: [1, 3] });
    const wish = { terms: [...EFFECTS, drop, variableTerm('x')], assigned: ADOPTED, scheme };
    const quick = await runPlacebo(request(wish), frame);
    const whole = await runPlacebo(request({ ...wish, estimator: withoutRefits(ols) }), frame);
    quick.draws.estimate.forEach((value, r) => {
      if (Number.isNaN(value)) expect(whole.draws.estimate[r]).toBeNaN();
      else expect(value).toBeCloseTo(whole.draws.estimate[r]!, 8);
    });
    expect(quick.fitted).toBeGreaterThan(10);
  });

  it('permutes labels of rows and of units, without standard errors where none are asked for', async () => {
    const units = (frame.columns.get('unit') as { values: Float64Array } & Column).values;
    const sample = withColumn(
      frame,
      numeric(
        'arm',
        units.map((unit) => (unit <= 6 ? 1 : 0)),
      ),
    );
    const wish: Wish = {
      terms: [variableTerm('arm'), variableTerm('x')],
      assigned: { kind: 'labels', column: 'arm' },
      scheme: permuteLabels(),
    };
    const byUnit = await runPlacebo(request({ ...wish, more: { enumerate: 'always' } }), sample);
    expect(byUnit).toMatchObject({ assignments: 924, fitted: 924, recreated: 1, units: 12, treatedUnits: 6 });
    // every assignment has its mirror image
    expect(byUnit.mean).toBeCloseTo(0, 10);
    const { unit: _, ...rows } = request({ ...wish, more: { statistic: 'coefficient' } });
    const byRow = await runPlacebo(rows, sample);
    expect(byRow).toMatchObject({ units: frame.rows, fitted: 20, exact: false });
    expect(byRow.assignments).toBeUndefined();
    expect([...byRow.draws.stdError].every(Number.isNaN)).toBe(true);
    expect(byRow.onStatistic.pValue).toBeNaN();
    expect(byRow.shareBelow05).toBeNaN();
    expect(byRow.onEstimate.pValue).toBeGreaterThan(0);
  });

  it('says what it cannot do', () => {
    const say = (wish: Wish, sample = frame) => thrown(() => preparePlacebo(request(wish), sample));
    expect(say({ terms: [...EFFECTS, variableTerm('x')] })).toBe(
      'E-SPEC-VALUE no term of the model reads "post", so that exchanging it changes nothing; name the column that the treatment term is made of',
    );
    const event = eventTimeTerm({
      adopted: 'adopted',
      time: 'time',
      window: [-2, 1],
      ends: { left: 'bin', right: 'bin' },
      reference: -1,
      alwaysTreated: 'keep',
      unit: 'years',
    });
    const study: Wish = { terms: [...EFFECTS, event], assigned: ADOPTED };
    expect(say(study)).toMatch(
      /^E-SPEC-VALUE 3 coefficients read "adopted"; term: event_time=-2 \| event_time=0 \| event_time=1/,
    );
    expect(say({ ...study, more: { term: 'event_time=2' } })).toMatch(/^E-SPEC-NAME no column "event_time=2".*nearest/);
    expect(say({ more: { equation: 'zz' } })).toMatch(/^E-SPEC-NAME the model has no equation "zz"/);
    const values = (frame.columns.get('post') as { values: Float64Array } & Column).values;
    const broken = withColumn(
      frame,
      numeric(
        'post',
        values.map((value, row) => (row === 0 ? 1 : value)),
      ),
    );
    expect(say({}, broken)).toMatch(
      /^E-SPEC-VALUE "post" is not 0 before a year and 1 from it on in 1 of 12 units "unit"/,
    );
    const moved = withColumn(
      frame,
      numeric(
        'adopted',
        values.map((_, row) => (row === 0 ? 4 : 2)),
      ),
    );
    expect(say({ terms: [variableTerm('x'), TREATED_POST], assigned: ADOPTED }, moved)).toMatch(
      /"adopted" has more than one value in 1 of 12 units/,
    );
    const homeless = withColumn(
      frame,
      numeric(
        'place',
        values.map((_, row) => (row === 0 ? NEVER : 1)),
      ),
    );
    expect(say({ more: { unit: 'place' } }, homeless)).toMatch(/1 rows of the model have no value of the unit "place"/);
    const always = withColumn(frame, under(Array(12).fill(1)).post);
    expect(say({}, always)).toMatch(/^E-FIT-IDENTIFICATION "post" is left out of the model on the real assignment/);
  });
});
