/** What `key_results` may name, and what is said of what is not there. */
import { describe, expect, it } from 'vitest';
import { Failures } from '../../src/errors/failure.ts';
import { loadSpec } from '../../src/spec/load-spec.ts';

const SPEC = `
models:
  m: { estimator: logit, outcome: y, terms: [d, { power: { of: age, exponent: 2 } }], effects: [coefficients, { marginal_effects: { name: me } }, predictions] }
  two: { estimator: { two_part: { first: probit, second: gamma } }, outcome: y, terms: [d], effects: [{ marginal_effects: { decompose: true } }] }
mediations:
  via: { model: m, treatment: d, mediators: { z: ols } }
splits:
  sex: { model: m, terms: [d], groups: { men: { where: s == 1 }, women: { where: s == 2 } } }
`;

function faultsOf(entry: string, settings: readonly string[] = []): string[] {
  try {
    loadSpec('spec.yaml', { text: `${SPEC}key_results:\n  - ${entry}\n`, settings });
    return [];
  } catch (error) {
    if (error instanceof Failures) return error.failures.map(({ message }) => message);
    throw error;
  }
}

describe('key_results', () => {
  it.each([
    '{ model: m }',
    '{ model: m, term: age }',
    '{ model: m, term: age^2, effect: me, equation: y }',
    '{ model: m, term: d=2 }',
    '{ model: two, equation: combined, effect: marginal_effects_intensive, term: d }',
    '{ mediation: via, quantity: share_product, mediator: z, label: { en: Share, zh: 比例 } }',
    '{ split: sex, term: d, among: grown-ups }',
  ])('may be %s', (entry) => expect(faultsOf(entry)).toEqual([]));

  it.each([
    ['{ model: n }', 'E-SPEC-NAME spec.yaml:10:14 key_results[0].model: no model "n"; nearest: "m"'],
    ['{ model: m, effect: mee }', 'E-SPEC-NAME spec.yaml:10:25 key_results[0].effect: no effect "mee"; nearest: "me"'],
    [
      '{ model: m, effect: predictions }',
      'E-SPEC-NAME spec.yaml:10:25 key_results[0].effect: no effect "predictions"; known: coefficients, me',
    ],
    [
      '{ model: two, equation: amout }',
      'E-SPEC-NAME spec.yaml:10:29 key_results[0].equation: no equation "amout"; nearest: "amount"',
    ],
    ['{ model: m, term: agee }', 'E-SPEC-NAME spec.yaml:10:23 key_results[0].term: no term "agee"; nearest: "age"'],
    ['{ mediation: vie }', 'E-SPEC-NAME spec.yaml:10:18 key_results[0].mediation: no mediation "vie"; nearest: "via"'],
    [
      '{ mediation: via, mediator: q }',
      'E-SPEC-NAME spec.yaml:10:33 key_results[0].mediator: no mediator "q"; nearest: "z"',
    ],
    [
      '{ mediation: via, scale: marginal_effect }',
      'E-SPEC-NAME spec.yaml:10:30 key_results[0].scale: "via" has no marginal effects; add marginal_effects to it, or take scale: coefficient',
    ],
    ['{ split: sec }', 'E-SPEC-NAME spec.yaml:10:14 key_results[0].split: no split "sec"; nearest: "sex"'],
    ['{ model: m, trm: d }', 'E-SPEC-KEY spec.yaml:10:17 key_results[0].trm: no key "trm" here; nearest: "term"'],
  ])('are looked up: %s', (entry, message) => expect(faultsOf(entry)).toEqual([message]));

  it('leave the terms to the run where settings change the models', () => {
    expect(faultsOf('{ model: m, term: age }', ['models.m.terms=[d]'])).toEqual([]);
  });
});

describe('measure', () => {
  const column = (text: string) => {
    try {
      loadSpec('spec.yaml', { text: `codebook:\n  columns:\n    x: ${text}\n` });
      return [];
    } catch (error) {
      return (error as Failures).failures.map(({ message }) => message);
    }
  };

  it('is a word or a mapping with one key, of a number', () => {
    for (const one of [
      'share',
      'percent',
      'standardised',
      'index',
      'log',
      '{ log: income }',
      '{ event: falling ill }',
      '{ score: [1, 5] }',
    ]) {
      expect(column(`{ kind: number, measure: ${one} }`), one).toEqual([]);
    }
    expect(column('{ kind: category, measure: share }')[0]).toContain('a measure on a column of kind category');
    expect(column('{ kind: number, measure: shar }')).toHaveLength(1);
  });
});
