/** Addresses: every number of a run under one name, and names that come back as they were. */
import { describe, expect, it } from 'vitest';
import { formatAddress, parseAddress } from '../../src/results/address.ts';
import { numbersOf } from '../../src/results/addresses.ts';
import { readResults } from '../../src/results/read-results.ts';
import { exampleResults } from '../exhibits/example-results.ts';

describe('addresses', () => {
  it('are read back as they are written', () => {
    const paths = [
      ['models', 'm', 'healthy', 'average', 'policy', 'estimate'],
      ['models', 'm', 'e', 'coefficients', 'income=q 2.5', 'stdError'],
      ['flows', 'all', 'keep [adults] "only"', 'rows'],
      ['summaries', 's', 'age', 2, 'men', 'mean'],
    ];
    for (const path of paths) expect(parseAddress(formatAddress(path))).toEqual(path);
    expect(formatAddress(paths[1]!)).toBe('models.m.e.coefficients."income=q 2.5".stdError');
  });

  it('that are not addresses are refused', () => {
    for (const text of ['', '.a', 'a..b', 'a.', 'a b', 'a."b', 'a."\\x"', 'a[x]'])
      expect(parseAddress(text)).toBeUndefined();
  });
});

describe('numbersOf', () => {
  const numbers = numbersOf(exampleResults);

  it('finds what the records hold, with its kind', () => {
    const [id, model] = Object.entries(exampleResults.models)[0]!;
    const [effect] = model.effects;
    const one = effect!.estimates.find(({ omitted }) => omitted === undefined)!;
    const at = ['models', id, effect!.equation, effect!.effect, one.term];
    expect(numbers.get(formatAddress([...at, 'estimate']))).toMatchObject({ value: one.estimate, kind: 'estimate' });
    expect(numbers.get(formatAddress([...at, 'stdError']))).toMatchObject({ value: one.stdError, kind: 'statistic' });
    const [equation] = model.equations;
    const rows = formatAddress(['models', id, equation!.name, 'rows']);
    expect(numbers.get(rows)).toMatchObject({ value: equation!.rows, kind: 'count' });
    const [flow] = exampleResults.flows;
    const step = formatAddress(['flows', flow!.sample, flow!.steps[0]!.label.en, 'rows']);
    expect(numbers.get(step)?.value).toBe(flow!.steps[0]!.rows);
  });

  it('has an address for each number: none takes the place of another', () => {
    for (const [address, { path }] of numbers) expect(formatAddress(path)).toBe(address);
    const [id, model] = Object.entries(exampleResults.models)[0]!;
    const [effect] = model.effects;
    const doubled = { ...effect!, estimates: [...effect!.estimates, ...effect!.estimates] };
    const twice = numbersOf({ ...exampleResults, models: { [id]: { ...model, effects: [doubled] } } });
    const once = numbersOf({ ...exampleResults, models: { [id]: { ...model, effects: [effect!] } } });
    const estimates = (all: ReadonlyMap<string, unknown>) => [...all.keys()].filter((one) => one.endsWith('.estimate'));
    expect(estimates(twice)).toHaveLength(2 * estimates(once).length);
  });

  it('is the same after the results went through JSON', () => {
    const text = JSON.stringify(exampleResults, (_, value) => (Number.isNaN(value) ? null : value));
    expect(numbersOf(readResults(text)!)).toEqual(numbers);
    for (const other of [
      '',
      '{}',
      '[]',
      '{"schema":"replication-results/2"}',
      `{"schema":"${exampleResults.schema}"}`,
    ]) {
      expect(readResults(other)).toBeUndefined();
    }
  });
});
