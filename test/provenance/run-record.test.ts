/** What a record says of random draws, those that failed among them. */
import { expect, it } from 'vitest';
import { type RunRecordParts, runRecord } from '../../src/provenance/run-record.ts';

it('counts draws whose fit failed, where any did', () => {
  const placebo = (failed: number) => ({ requested: 500, exact: false, failed, seed: 7 });
  const results = {
    provenance: { program: 'p', version: '0', paper: 'x', data: [], specSha256: '0'.repeat(64), settings: [] },
    models: {},
    flows: [],
    warnings: [],
    placebos: { all: placebo(0), some: placebo(3) },
    mediations: { m: { steps: [], bootstrap: { draws: 200, failed: 2, seed: 1 } } },
    splits: { s: { groups: [], permutation: { draws: 99, failed: 1, seed: 4 } } },
  };
  const parts = { results, language: 'en', command: {}, columns: [], spec: {}, exhibits: [], thisRun: {} };
  // a record needs no more of the results than these
  const { random } = runRecord(parts as unknown as RunRecordParts);
  expect(random).toEqual([
    { what: 'bootstrap', name: 'm', draws: 200, exhaustive: false, failed: 2, seed: 1 },
    { what: 'permutation', name: 's', draws: 99, exhaustive: false, failed: 1, seed: 4 },
    { what: 'placebo', name: 'all', draws: 500, exhaustive: false, seed: 7 },
    { what: 'placebo', name: 'some', draws: 500, exhaustive: false, failed: 3, seed: 7 },
  ]);
});
