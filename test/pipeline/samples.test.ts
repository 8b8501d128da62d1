/** Samples that start from samples, steps that lose everything, and where a fault of a step is placed. */
import { describe, expect, it } from 'vitest';
import { checkAnalysis } from '../../src/pipeline/check-analysis.ts';
import { readData } from '../../src/pipeline/read-data.ts';
import { sampleTaker, withRows } from '../../src/pipeline/samples.ts';
import { loadSpec } from '../../src/spec/load-spec.ts';

const DATA = 'y,x,g\n1,1,a\n2,3,a\n4,4,b\n3,7,b\n';

function source(text = DATA, name = 'survey.csv') {
  const stream = (async function* () {
    yield Buffer.from(text);
  })();
  return { stream, name };
}

const SPEC = `
samples:
  some:
    steps:
      - keep: { where: x > 1, label: x above one }
      - derive: { double: 2 * x }
  fewer: { from: some, steps: [{ keep: { where: y < 4, label: small } }] }
  none: { from: some, steps: [{ keep: { where: x > 99, label: huge } }, { quantiles: { q: { of: x, groups: 2 } } }] }
models:
  m: { sample: fewer, estimator: ols, outcome: y, terms: [double] }
`;

describe('samples', () => {
  it('carry the steps of the sample that they start from, and say how many those are', async () => {
    const analysis = loadSpec('spec.yaml', { text: SPEC });
    const take = sampleTaker(analysis, await readData(analysis, source(), ['x', 'y']));
    const { frame, flow } = take('fewer');
    expect(frame.rows).toBe(2);
    expect(flow.from).toEqual({ sample: 'some', steps: 3 });
    expect(flow.steps.map(({ label, rows, lost }) => [label.en, rows, lost])).toEqual([
      ['read', 4, 0],
      ['x above one', 3, 1],
      ['double', 3, 0],
      ['small', 2, 1],
    ]);
    expect(take('some').flow.from).toBeUndefined();
    expect(take('fewer')).toBe(take('fewer'));
  });

  it('stop where no row is left, and say which step took the last', async () => {
    const analysis = loadSpec('spec.yaml', { text: SPEC });
    const take = sampleTaker(analysis, await readData(analysis, source(), ['x', 'y']));
    const empty = take('none');
    expect(empty.flow.steps.map(({ rows }) => rows)).toEqual([4, 3, 3, 0]);
    expect(() => withRows(empty)).toThrow(
      'E-FIT-EMPTY samples.none: no rows are left in this sample: "huge" took the last 3; the sample flow of `check` shows every step',
    );
  });

  it('place the fault of a step at the step', async () => {
    const text = SPEC.replace('double: 2 * x', `double: "if(g == 'c', 1, 2)"`);
    const analysis = loadSpec('spec.yaml', { text });
    const take = sampleTaker(analysis, await readData(analysis, source(), ['x', 'y', 'g']));
    expect(() => take('fewer')).toThrow(/^E-SPEC-NAME samples\.some\.steps\[1\]: .*column "g" has no level "c"/);
  });
});

describe('checkAnalysis', () => {
  it('gathers the faults of samples and models, each once, beside what is sound', async () => {
    const text = `${SPEC}  also: { sample: none, estimator: ols, outcome: y, terms: [x] }
  too: { sample: none, estimator: ols, outcome: y }
  flat: { sample: some, estimator: ols, outcome: y, terms: [x], where: x > 99 }
`;
    const checked = await checkAnalysis(loadSpec('spec.yaml', { text }), source());
    expect(checked.equations.map(({ model, rows, columns }) => [model, rows, columns])).toEqual([['m', 2, 2]]);
    expect(checked.failures.map(({ code, parts }) => [code, parts.place?.path])).toEqual([
      ['E-FIT-EMPTY', 'samples.none'],
      ['E-FIT-EMPTY', 'models.flat.y'],
    ]);
    expect(checked.flows.map(({ sample }) => sample).toSorted()).toEqual(['fewer', 'none', 'some']);
  });
});

describe('readData', () => {
  it('appends files and warns of the same one twice, and of synthetic beside real rows', async () => {
    const text = `codebook: { synthetic: { column: made, notice: made up }, open: true }\n${SPEC}`;
    const analysis = loadSpec('spec.yaml', { text });
    const made = source('y,x,g,made\n5,5,b,1\n', 'made.csv');
    const { frame, sources, header, notices } = await readData(
      analysis,
      [source(), source(DATA, 'again.csv'), made],
      ['x', 'y'],
    );
    expect(frame.rows).toBe(9);
    expect(sources.map(({ name, rows, synthetic }) => [name, rows, synthetic])).toEqual([
      ['survey.csv', 4, false],
      ['again.csv', 4, false],
      ['made.csv', 1, true],
    ]);
    expect(header).toEqual(['y', 'x', 'g', 'made']);
    expect(notices).toContain('again.csv: the same bytes as a file before it, so that every row counts twice');
    expect(notices).toContain('made.csv is synthetic and survey.csv is not');
  });

  it('asks every file for every column that is needed', async () => {
    const analysis = loadSpec('spec.yaml', { text: SPEC });
    const other = source('y,z\n1,2\n', 'other.csv');
    await expect(readData(analysis, [source(), other], ['x', 'y'])).rejects.toThrow(
      'E-DATA-COLUMN other.csv:1: no column "x"',
    );
  });
});
