/** `solve` as a user runs it: a small paper whose published numbers come from a known reading, both shipped papers, and faults. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Home } from '../../src/cli/program.ts';
import { runQuestion } from '../../src/cli/solve/solve-runs.ts';
import type { ReadingResult, ReadingsResult } from '../../src/results/readings.ts';
import { loadPublished } from '../../src/spec/load-published.ts';
import { loadReadings } from '../../src/spec/load-readings.ts';
import { CLINIC, clinicSpecText } from './clinic.ts';
import { pooling, reimb, temporaryFolder } from './program.ts';

const { folder, remove } = temporaryFolder();
afterAll(remove);
const file = (name: string) => join(folder, name);

/** The clinic's probit of being insured, with published names on its columns. */
const SPEC = clinicSpecText
  .slice(0, clinicSpecText.indexOf('tables:'))
  .replace(
    'terms: [age, town]',
    'terms: [age, town, sex]\n    effects: [coefficients, { marginal_effects: { dummies: derivative } }]',
  )
  .concat(`tables:
  cover:
    title: Cover
    estimates:
      published: t1
      columns:
        - { model: cover, effect: marginal_effects, published: cover }
        - { model: cost, published: cost }
`);

const READINGS = `schema: readings/1
questions:
  cover:
    label: How cover was modelled
    exhibits: [cover]
    cells: [t1.*.cover]
    tolerances: [{ cells: [t1.*.cover], std_error: 0.1, because: a test }]
    choices:
      model:
        label: Model
        alternatives:
          probit: { label: probit, settings: [models.cover.estimator=probit] }
          logit: { label: logit, settings: [models.cover.estimator=logit] }
          linear: { label: linear, settings: [models.cover.estimator=ols] }
      effect:
        label: Effect
        alternatives:
          average: { label: average derivatives, settings: ["tables.cover.estimates.columns[0].effect=marginal_effects"] }
          means: { label: at means, settings: [models.cover.effects.marginal_effects.at=means] }
          coefficients: { label: coefficients, unit: index, settings: ["tables.cover.estimates.columns[0].effect=coefficients"] }
      errors:
        label: Errors
        alternatives:
          model: { label: model, settings: [models.cover.vcov=model] }
          robust: { label: robust, settings: [models.cover.vcov=robust] }
    exclude:
      - { where: { model: linear, effect: [means, coefficients] }, because: the same numbers }
    focal:
      - { cell: t1.age.cover, label: A year of age, unit: probability }
`;

const ROWS = ['age', 'south', 'east', 'female'];

/** A published file with these estimates and standard errors, to four decimals. */
function published(cells: Readonly<Record<string, readonly [number, number]>>): string {
  const rows = Object.entries(cells).map(([key, [est, se]]) => ({
    key,
    label: key,
    group: null,
    reference: null,
    cells: {
      cover: {
        type: 'estimate',
        printed: `${est.toFixed(4)} (${se.toFixed(4)})`,
        est: Number(est.toFixed(4)),
        dp: 4,
        stars: '',
        se: Number(se.toFixed(4)),
        dp_se: 4,
      },
    },
  }));
  const paper = {
    ...{ id: 'clinic', authors: 'Nobody', year: 2000, journal: 'None', volume: null, article: null, doi: '10.1/none' },
    ...{ data: 'a clinic', unit: 'visitor', software: null, design: 'none' },
  };
  const column = { id: 'cover', header: 'Cover', reports: 'marginal_effect' };
  const table = {
    id: 't1',
    printed: 'Table 1',
    title: 'Cover',
    kind: 'estimates',
    star_convention: null,
    columns: [column],
    groups: [],
    rows,
  };
  return JSON.stringify({
    schema: 'published-results/1',
    paper,
    star_conventions: [],
    samples: [],
    variables: [],
    tables: [table],
  });
}

writeFileSync(file('clinic.yaml'), SPEC);
writeFileSync(file('readings.yaml'), READINGS);
writeFileSync(file('published.yaml'), published(Object.fromEntries(ROWS.map((row) => [row, [1, 1]]))));

/** The one question of readings.yaml on the clinic's data, in this process. */
async function solved(printed: string, sample?: 'redrawn'): Promise<ReadingsResult> {
  const numbers = loadPublished(file(printed));
  const readings = loadReadings(file('readings.yaml'), numbers);
  const home = { program: 'reimb', version: '0', folder } as Home;
  const { result } = await runQuestion({
    home,
    question: readings.questions.get('cover')!,
    readings,
    published: numbers,
    options: { spec: file('clinic.yaml'), set: [] },
    source: () => [{ path: CLINIC }],
    bar: { stage() {}, draws() {}, stop() {} },
    ...(sample && { sample }),
  });
  return result;
}

function publishedBy({ cells }: ReadingResult): string {
  return published(
    Object.fromEntries(cells.map(({ cell, ours, oursStdError }) => [cell.split('.')[1]!, [ours, oursStdError!]])),
  );
}

const nameOf = ({ choices }: ReadingResult) => Object.values(choices).join(' ');
const leftOf = ({ verdicts }: ReadingsResult) => Object.fromEntries(verdicts.map(({ choice, left }) => [choice, left]));

describe('a paper whose published numbers come from a known reading', () => {
  it('finds that reading, whichever it is', async () => {
    const { readings } = await solved('published.yaml');
    expect(readings).toHaveLength(14);
    for (const truth of readings) {
      writeFileSync(file('of-a-reading.yaml'), publishedBy(truth));
      const found = await solved('of-a-reading.yaml');
      expect(found.data).toBe('same');
      expect(found.readings.filter(({ met }) => met === 4).map(nameOf)).toEqual([nameOf(truth)]);
      expect(found.readings.filter(({ alike }) => alike).map(nameOf)).toEqual([nameOf(truth)]);
      expect(leftOf(found)).toEqual(
        Object.fromEntries(Object.entries(truth.choices).map(([choice, name]) => [choice, [name]])),
      );
    }
  });

  it('says what cannot be told apart on other data', async () => {
    const { readings } = await solved('published.yaml');
    writeFileSync(
      file('of-a-reading.yaml'),
      publishedBy(readings.find((one) => nameOf(one) === 'probit average model')!),
    );
    const { model, effect } = leftOf(await solved('of-a-reading.yaml', 'redrawn'));
    expect(model).toEqual(expect.arrayContaining(['probit', 'logit', 'linear']));
    expect(effect).not.toContain('coefficients');
  });

  it('is found by the command as well', async () => {
    const { readings } = await solved('published.yaml');
    const truth = readings.find((one) => nameOf(one) === 'logit means robust')!;
    writeFileSync(file('of-a-reading.yaml'), publishedBy(truth));
    const args = ['solve', '--spec', file('clinic.yaml'), '--data', CLINIC, '--format', 'json', '-q'];
    const { stdout, stderr, code } = await reimb([...args, '--published', file('of-a-reading.yaml')]);
    expect([stderr, code]).toEqual(['', 0]);
    const found = JSON.parse(stdout).readings[0] as ReadingsResult;
    expect(leftOf(found)).toEqual({ model: ['logit'], effect: ['means'], errors: ['robust'] });
    expect(found.readings[0]!.settings).toEqual(truth.settings);
  });

  it('draws tables and the curve', async () => {
    const args = ['solve', '--spec', file('clinic.yaml'), '--data', CLINIC, '-q'];
    const shown = await reimb(args);
    expect(shown.stdout).toContain('agree with the printed ones within rounding');
    expect(shown.stdout).toContain('4 readings are in another unit');
    const curve = await reimb([...args, '--only', 'curve', '--format', 'svg']);
    expect(curve.stdout).toMatch(/^<svg/);
    // ten readings in the unit of the focal estimate, a dot for each of their three choices
    expect(curve.stdout.match(/●/g)).toHaveLength(30);
    expect((await reimb([...args, '--lang', 'zh', '--format', 'html'])).stdout).toContain('舍入误差内');
  });
});

describe('the shipped papers', () => {
  it('finds derivatives at means for the first', async () => {
    const { stdout } = await reimb(['solve', '-q', '--format', 'json']);
    const results = JSON.parse(stdout).readings as ReadingsResult[];
    const [probability, amount] = results;
    expect(probability!.data).toBe('redrawn');
    expect(leftOf(probability!).effect).toEqual(['derivative_at_means']);
    expect(leftOf(probability!).covariance).toEqual(['model', 'robust']);
    // identity link, and log link with marginal effects: the printed numbers do not tell
    expect(leftOf(amount!).model).toEqual(expect.arrayContaining(['gamma_identity', 'gamma_log_at_means']));
    expect(leftOf(amount!).model).not.toContain('gamma_log_coefficients');
  });

  it('finds the integrated random intercept and the four regions for the second', async () => {
    const { stdout } = await pooling(['solve', '-q', '--format', 'json']);
    const [model] = JSON.parse(stdout).readings as ReadingsResult[];
    expect(model!.readings).toHaveLength(24);
    expect(leftOf(model!)).toEqual({
      estimator: ['random_intercept'],
      level: ['region'],
      covariance: ['model', 'person'],
    });
    expect(model!.summaries[0]).toMatchObject({ readings: 24, positive: 24 });
  });

  it('rules out by printed numbers alone what they rule out', async () => {
    const logit = await pooling(['solve', '--no-data', '--format', 'json']);
    const [second] = JSON.parse(logit.stdout).remaining;
    const out = (one: typeof second, choice: number) =>
      one.choices[choice].alternatives
        .filter(({ ruledOut }: { ruledOut: boolean }) => ruledOut)
        .map(({ name }: { name: string }) => name);
    expect(out(second, 0)).toEqual(['pooled_logit', 'linear_probability']);
    expect(out(second, 1)).toEqual([]);
    const probit = await reimb(['solve', 'probability', '--no-data', '--format', 'json']);
    const [first] = JSON.parse(probit.stdout).remaining;
    expect(out(first, 0)).toEqual(['coefficients']);
    expect(first).toMatchObject({ readings: 10, remaining: 8 });
  });
});

describe('faults', () => {
  const failing = async (args: readonly string[], readings = READINGS) => {
    writeFileSync(file('faulty.yaml'), readings);
    const all = ['solve', '--spec', file('clinic.yaml'), '--data', CLINIC, '--readings', file('faulty.yaml'), ...args];
    const { stderr, code, stdout } = await reimb(all);
    expect([code, stdout]).toEqual([2, '']);
    return stderr.replaceAll(folder, '');
  };

  it('a spec that is not there, by its own name and not by that of a file beside it', async () => {
    const { stderr, code } = await reimb(['solve', '--spec', file('nowhere')]);
    expect([code, stderr.replaceAll(folder, '')]).toEqual([2, 'E-SPEC-READ /nowhere: no such file or folder\n']);
  });

  it('a question that is not there', async () => {
    expect(await failing(['covr'])).toContain('E-USAGE no question "covr"; nearest: "cover"');
  });

  it('a pattern that matches no published number, with its line', async () => {
    const said = await failing([], READINGS.replace('cells: [t1.*.cover]', 'cells: [t1.*.covr]'));
    expect(said).toMatch(
      /E-SPEC-NAME .*faulty.yaml:6:\d+ questions.cover.cells\[0\]: "t1.\*.covr" matches no published number/,
    );
  });

  it('a setting that does not exist, with its line', async () => {
    const said = await failing([], READINGS.replace('models.cover.estimator=logit', 'models.covr.estimator=logit'));
    expect(said).toMatch(
      /E-USAGE .*faulty.yaml:13:\d+ .*alternatives.logit.settings\[0\]: models.covr: no "covr" in models; nearest: "cover"/,
    );
  });

  it('a value that a setting does not take, with its line', async () => {
    const said = await failing([], READINGS.replace('models.cover.estimator=logit', 'models.cover.estimator=logot'));
    expect(said).toMatch(/faulty.yaml:13:\d+ .*settings\[0\]: models.cover.estimator: .*nearest: "logit"/);
  });

  it('names in exclusions, focal cells and tolerances', async () => {
    const text = READINGS.replace('model: linear,', 'model: linaer,').replace(
      'cell: t1.age.cover',
      'cell: t1.agee.cover',
    );
    const said = await failing([], text);
    expect(said).toContain('no alternative "linaer"; nearest: "linear"');
    expect(said).toContain('no published number "t1.agee.cover"; nearest: "t1.age.cover"');
    expect(await failing([], READINGS.replace(/ {4}tolerances:.*\n/, ''))).toContain(
      'no tolerance names t1.age.cover and 3 other estimates',
    );
  });

  it('a setting for every reading that is one of the choices', async () => {
    expect(await failing(['--vcov', 'robust'])).toContain(
      'E-USAGE --vcov: the choice "errors" of the question "cover" sets this itself',
    );
    expect(await failing(['--set', 'models.cover.estimator=probit'])).toContain('E-USAGE --set: the choice "model"');
  });

  it('a table that the spec does not have', async () => {
    expect(await failing([], READINGS.replace('exhibits: [cover]', 'exhibits: [covers]'))).toContain(
      'no table or figure "covers"',
    );
  });
});

it('lists the questions', async () => {
  const { stdout, code } = await reimb(['solve', '--list']);
  expect(code).toBe(0);
  for (const name of ['probability', 'amount', 'ratio']) expect(stdout).toContain(name);
  expect(readFileSync(join(import.meta.dirname, '../../specs/reimb/readings.yaml'), 'utf8')).toContain(
    'derivative_at_means',
  );
});
