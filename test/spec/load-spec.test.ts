import { describe, expect, it } from 'vitest';
import { Failures } from '../../src/errors/failure.ts';
import { loadSpec } from '../../src/spec/load-spec.ts';

const SPEC = `schema: spec/1
data: {file: survey.csv, delimiter: ";"}
codebook:
  columns:
    visits: {kind: number}
    age: {kind: number}
models:
  count:
    estimator: poisson
    outcome: visits
    terms: [age]
`;

function faults(text: string, settings: readonly string[] = []): string[] {
  try {
    loadSpec('my.yaml', { text, settings });
  } catch (error) {
    if (!(error instanceof Failures)) throw error;
    return error.failures.map((failure) => failure.message);
  }
  return [];
}

describe('loadSpec', () => {
  it('loads a single file, whose models use the data as read', () => {
    const analysis = loadSpec('somewhere/my.yaml', { text: SPEC });
    expect(analysis).toMatchObject({
      id: 'my',
      title: { en: 'my' },
      folder: 'somewhere',
      openData: false,
      settings: [],
    });
    expect(analysis.data.file).toMatch(/somewhere.survey\.csv$/);
    expect(analysis.data.delimiter).toBe(';');
    expect(analysis.models.get('count')).toMatchObject({
      sample: 'all',
      label: { en: 'count' },
      vcov: { name: 'model' },
      confLevel: 0.95,
    });
    expect(analysis.models.get('count')!.effects.map((effect) => effect.name)).toEqual(['coefficients']);
    expect(analysis.tables.size + analysis.figures.size + analysis.samples.size).toBe(0);
  });

  it('leaves the columns to the data when there is no codebook', () => {
    const text = 'models: {m: {estimator: ols, outcome: y, terms: [x], where: z > 0}}';
    expect(loadSpec('m.yaml', { text })).toMatchObject({ openData: true, codebook: { missing: [] } });
  });

  it.each([
    [
      'terms: [age]',
      'terms: [agee]',
      'E-SPEC-NAME my.yaml:11:13 models.count.terms[0]: no column "agee"; nearest: "age"',
    ],
    [
      'age: {kind: number}',
      'age: {kind: numbr}',
      'E-SPEC-VALUE my.yaml:6:17 codebook.columns.age.kind: found "numbr"; nearest: "number"',
    ],
    ['models:', 'model:', 'E-SPEC-KEY my.yaml:7:1 model: no key "model" here; nearest: "models"'],
    ['delimiter: ";"', 'delimiter: x', 'E-SPEC-VALUE my.yaml:2:37 data.delimiter: found "x"; nearest: ","'],
    ['poisson', 'posson', 'E-SPEC-NAME my.yaml:9:16 models.count.estimator: no estimator "posson"; nearest: "poisson"'],
    [
      '    outcome: visits\n',
      '',
      'E-SPEC-VALUE my.yaml:8:3 models.count.outcome: the required key "outcome" is missing; the column that is explained',
    ],
  ])('%s -> %s', (found, replacement, expected) => {
    expect(faults(SPEC.replace(found, replacement))).toEqual([expected]);
  });

  it('takes settings', () => {
    expect(
      loadSpec('m.yaml', { text: SPEC, settings: ['codebook.columns.age.unit=years'] }).codebook.columns.get('age')!
        .unit,
    ).toEqual({ en: 'years' });
    expect(faults(SPEC, ['codebook.column.age.unit=years'])).toEqual([
      'E-USAGE --set codebook.column: no "column" in codebook; nearest: "columns"',
    ]);
  });

  it('names a file that is not there, a folder, and a file that is not text', () => {
    expect(() => loadSpec('no-such.yaml')).toThrow('E-SPEC-READ no-such.yaml: no such file');
    expect(() => loadSpec('test')).toThrow('E-SPEC-READ test: a folder, not a file');
    // what may be data is not quoted
    expect(() => loadSpec('sample-data/clds.csv')).toThrow(
      /: a file of data by its ending; accepted: YAML; .* --data$/,
    );
    const cells = () => loadSpec('survey.txt', { text: 'id,wage\n1001,52000\n' });
    expect(cells).toThrow(
      'E-SPEC-VALUE survey.txt:1:1: text without keys; accepted: a mapping; a file of data goes to --data',
    );
    expect(cells).not.toThrow(/1001|52000|wage/);
  });
});
