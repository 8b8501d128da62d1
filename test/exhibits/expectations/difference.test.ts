/** What moved between two runs, and in which order it is said. */
import { describe, expect, it } from 'vitest';
import { differenceOf, inputChanges } from '../../../src/exhibits/expectations/difference.ts';
import { differenceTables } from '../../../src/exhibits/tables/differences.ts';
import { numbersOf } from '../../../src/results/addresses.ts';
import type { Estimate, ModelResult } from '../../../src/results/estimates.ts';
import type { Provenance, Results } from '../../../src/results/results.ts';
import { exampleResults } from '../example-results.ts';

const [id, model] = Object.entries(exampleResults.models)[0]!;
const [effect] = model.effects;
const used = effect!.estimates.filter(({ omitted }) => omitted === undefined);
const cellOf = (estimate: Estimate) => `models.${id}.${effect!.equation}.${effect!.effect}.${estimate.term}`;

function withEstimates(estimates: readonly Estimate[]): Results {
  const changed: ModelResult = { ...model, effects: [{ ...effect!, estimates }, ...model.effects.slice(1)] };
  return { ...exampleResults, models: { ...exampleResults.models, [id]: changed } };
}

function compare(before: Results, after: Results, tolerance = 0) {
  const run = (results: Results) => ({ provenance: results.provenance, numbers: numbersOf(results) });
  return differenceOf(run(before), run(after), tolerance);
}

describe('differenceOf', () => {
  it('finds nothing between a run and itself', () => {
    const { cells, inputs, compared, same } = compare(exampleResults, exampleResults);
    expect({ cells, inputs }).toEqual({ cells: [], inputs: [] });
    expect(compared).toBeGreaterThan(10);
    expect(same).toBe(compared);
  });

  it('says how far an estimate moved: absolute, relative, in its own standard errors', () => {
    const one = { ...used[0]!, estimate: used[0]!.estimate + 0.5 * used[0]!.stdError };
    const { cells } = compare(exampleResults, withEstimates([one, ...effect!.estimates.slice(1)]));
    expect(cells).toHaveLength(1);
    expect(cells[0]).toMatchObject({ cell: cellOf(one), fields: ['estimate'] });
    expect(cells[0]!.change).toBeCloseTo(0.5 * one.stdError, 12);
    expect(cells[0]!.relative).toBeCloseTo((0.5 * one.stdError) / Math.abs(used[0]!.estimate), 12);
    expect(cells[0]!.inStdErrors).toBeCloseTo(0.5, 12);
  });

  it('a sign, then stars, then what vanished, then size', () => {
    const [first, second, third, ...rest] = used;
    const flipped = { ...first!, estimate: -first!.estimate };
    const starred = { ...second!, pValue: second!.pValue < 0.01 ? 0.2 : 0.001 };
    const moved = { ...third!, estimate: third!.estimate * 1.01 };
    const { cells } = compare(exampleResults, withEstimates([moved, starred, flipped, ...rest.slice(1)]));
    expect(cells.map(({ kind }) => kind)).toEqual(['sign', 'significance', 'vanished', 'moved']);
    expect(cells.map(({ cell }) => cell)).toEqual([flipped, starred, rest[0]!, moved].map(cellOf));
    expect(compare(withEstimates(used.slice(1)), withEstimates(used)).cells).toMatchObject([{ kind: 'appeared' }]);
  });

  it('puts what has no standard error behind every estimate that moved, and what moved from zero last', () => {
    const one = { ...used[0]!, estimate: used[0]!.estimate + 1e-6 * used[0]!.stdError };
    const cells = (facts: Readonly<Record<string, number>>, estimates: readonly Estimate[]) => {
      const results = withEstimates(estimates);
      const own = results.models[id]!;
      const vcov = { ...own.vcov, facts };
      return { ...results, models: { ...results.models, [id]: { ...own, vcov } } };
    };
    const others = effect!.estimates.slice(1);
    const [before, after] = [
      cells({ zero: 0, ten: 10 }, [used[0]!, ...others]),
      cells({ zero: 1, ten: 11 }, [one, ...others]),
    ];
    const facts = ['ten', 'zero'].map((fact) => `models.${id}.vcov.facts.${fact}`);
    expect(compare(before, after).cells.map(({ cell }) => cell)).toEqual([cellOf(one), ...facts]);
  });

  it('leaves alone what is within the tolerance, and treats missing as equal to missing', () => {
    const one = { ...used[0]!, estimate: used[0]!.estimate * (1 + 1e-10), confLow: Number.NaN };
    const other = { ...used[0]!, confLow: Number.NaN };
    const [before, after] = [withEstimates([other]), withEstimates([one])];
    expect(compare(before, after).cells).toHaveLength(1);
    expect(compare(before, after, 1e-9).cells).toEqual([]);
  });

  it('draws every change, more than forty only with all', () => {
    const many = Array.from({ length: 50 }, (_, index) => ({ ...used[0]!, term: `x${index}` }));
    const difference = compare(withEstimates([]), withEstimates(many));
    const results = { ...exampleResults, difference };
    const options = { language: 'en', starsIn: () => '' } as const;
    const [, cells] = differenceTables(results, { ...options, all: false });
    expect(cells!.rows).toHaveLength(40);
    expect(cells!.notes.join(' ')).toContain('10 more are not listed');
    expect(differenceTables(results, { ...options, all: true })[1]!.rows).toHaveLength(50);
  });
});

describe('inputChanges', () => {
  const before: Provenance = {
    program: 'p',
    version: '1',
    paper: 'x',
    specSha256: 'a'.repeat(64),
    settings: [],
    specKeys: { 'models.m.vcov': 'model', 'models.m.estimator.logit_re.group': 'pid', 'models.m.terms': '[a, b]' },
    data: [{ name: 'd.csv', sha256: '1'.repeat(64), rows: 5, columns: 2, encoding: 'utf-8', synthetic: false }],
  };

  it('names data, spec keys, settings, version and seed', () => {
    const after: Provenance = {
      ...before,
      version: '2',
      seed: 7,
      settings: ['models.m.vcov=robust'],
      specKeys: { 'models.m.vcov': 'robust', 'models.m.estimator': 'logit', 'models.m.terms': '[a, b]' },
      data: [{ ...before.data[0]!, sha256: '2'.repeat(64), rows: 6 }],
    };
    const said = inputChanges(before, after).map((one) => `${one.input}: ${one.before} -> ${one.after}`);
    expect(said).toEqual([
      'version: 1 -> 2',
      'data: d.csv, 5 rows, sha256 111111111111 -> d.csv, 6 rows, sha256 222222222222',
      'settings:  -> models.m.vcov=robust',
      'seed:  -> 7',
      'models.m.vcov: model -> robust',
      'models.m.estimator: logit_re.group: pid -> logit',
    ]);
  });

  it('a spec whose text changed elsewhere is named by its hash', () => {
    const after = { ...before, specSha256: 'b'.repeat(64) };
    expect(inputChanges(before, after).map(({ input }) => input)).toEqual(['spec text']);
    const { specKeys: _, ...old } = before;
    expect(inputChanges(old, after)).toEqual([
      { input: 'spec text', before: 'sha256 aaaaaaaaaaaa, keys not recorded', after: 'sha256 bbbbbbbbbbbb' },
    ]);
    expect(inputChanges(old, before)).toEqual([]);
  });
});
