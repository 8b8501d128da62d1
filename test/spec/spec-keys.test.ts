/** The keys of a spec that a run records: what was set, not what is private. */
import { expect, it } from 'vitest';
import { loadSpec } from '../../src/spec/load-spec.ts';
import { specKeys } from '../../src/spec/spec-keys.ts';

const TEXT = `
codebook:
  columns:
    y: { kind: number }
    x: { kind: number, label: Income }
    village: { kind: id }
samples:
  rural:
    label: Rural
    steps:
      - keep: { where: "village != 'Nowhere'", label: outside }
      - keep: { where: x > 0 }
models:
  m: { label: M, sample: rural, estimator: { logit: { separation: keep } }, outcome: y, terms: [x, { power: { of: x, exponent: 2 } }], vcov: { cluster: { by: village } } }
`;

it('values by path with settings applied, without labels, private text as a hash', () => {
  const analysis = loadSpec('own.yaml', { text: TEXT, settings: ['models.m.terms=[x]'] });
  const keys = specKeys(analysis, [
    ['samples', 'rural'],
    ['models', 'm'],
  ])!;
  expect(keys).toEqual({
    'samples.rural.steps[0].keep.where': expect.stringMatching(/^sha256 [0-9a-f]{12}$/),
    'samples.rural.steps[1].keep.where': 'x > 0',
    'models.m.sample': 'rural',
    'models.m.estimator.logit.separation': 'keep',
    'models.m.outcome': 'y',
    'models.m.terms': '[x]',
    'models.m.vcov.cluster.by': 'village',
  });
  expect(JSON.stringify(keys)).not.toContain('Nowhere');
  expect(specKeys(analysis, [])).toEqual({});
  const { origin: _, ...unknown } = analysis;
  expect(specKeys(unknown, [['models', 'm']])).toBeUndefined();
});
