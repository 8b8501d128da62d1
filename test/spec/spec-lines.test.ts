/** Where the parts of a spec stand: by name through mappings, lists of words and lists of mappings. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { specLines } from '../../src/spec/spec-lines.ts';

const MODELS = `# two models
schema: models/1
models:
  wages:
    sample: all
    effects:
      - coefficients
      - marginal_effects: { name: average }
  hours: { sample: adults, effects: [coefficients] }
summaries:
  overview:
    rows:
      - mean_sd: age
      - mean_sd: { variable: pay }
      - { n_percent: town }
`;
const PUBLISHED = `tables:
  - id: t1
    rows:
      - key: age
        cells:
          all: { type: count, n: 4 }
`;
const { lineOf, files } = specLines({ 'models.yaml': MODELS, 'published.yaml': PUBLISHED });
const line = (...path: readonly string[]) => lineOf(path)?.line;

describe('specLines', () => {
  it('finds names in mappings, words in lists and named items', () => {
    expect(lineOf(['models', 'wages'])).toEqual({ file: 'models.yaml', line: 4 });
    expect(line('models', 'wages', 'effects', 'coefficients')).toBe(7);
    expect(line('models', 'wages', 'effects', 'average')).toBe(8);
    expect(line('models', 'hours')).toBe(9);
    expect(line('summaries', 'overview', 'rows', 'age')).toBe(13);
    expect(line('summaries', 'overview', 'rows', 'pay')).toBe(14);
    expect(line('summaries', 'overview', 'rows', 'town')).toBe(15);
  });

  it('takes the nearest ancestor where a name is not there, and nothing where no file has the section', () => {
    expect(line('models', 'wages', 'effects', 'average_extensive')).toBe(6);
    expect(line('models', 'nobody')).toBe(3);
    expect(lineOf(['placebos', 'draws'])).toBeUndefined();
  });

  it('finds cells of a file by its name, beside a section that another file has', () => {
    expect(lineOf(['published', 'tables', 't1', 'rows', 'age', 'cells', 'all'])).toEqual({
      file: 'published.yaml',
      line: 6,
    });
  });

  it('keeps every line of every file', () => {
    expect(files.map(({ name, lines }) => [name, lines.length])).toEqual([
      ['models.yaml', 15],
      ['published.yaml', 6],
    ]);
    expect(files[0]!.lines.join('\n')).toBe(MODELS.trimEnd());
  });

  it('finds each model of both papers on the line that names it', () => {
    for (const paper of ['reimb', 'pooling']) {
      const text = readFileSync(join(import.meta.dirname, '../../specs', paper, 'models.yaml'), 'utf8');
      const source = specLines({ 'models.yaml': text });
      const named = [...text.slice(text.indexOf('\nmodels:')).matchAll(/^ {2}(\w+):$/gm)].map(([, name]) => name!);
      const models = named.filter((name) => source.lineOf(['models', name])!.line !== source.lineOf(['models'])!.line);
      expect(models.length).toBeGreaterThan(4);
      for (const name of models) {
        const { line: at } = source.lineOf(['models', name])!;
        expect(text.split('\n')[at - 1]).toBe(`  ${name}:`);
      }
    }
  });
});
