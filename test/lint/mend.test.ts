/** Mechanical cures: what they change, what they keep, and what they leave. */
import { describe, expect, it } from 'vitest';
import { lineDiff } from '../../src/lint/line-diff.ts';
import { makeLinter } from '../../src/lint/lint.ts';
import { mend } from '../../src/lint/mend.ts';
import { rules } from '../../src/lint/registry.ts';
import { loadPaper } from '../../src/spec/load-paper.ts';
import { loadSpec } from '../../src/spec/load-spec.ts';
import { SMALL_PAPER } from '../spec/small-paper.ts';
import { cases } from './cases.ts';

const SPEC = `# my spec
models:
  m:   # the model
    estimator: ols
    outcome: y
    terms:
      - z   # first
      - { power: { of: a, exponent: 3 } }  # a cube
      - interaction: [b, z]
    weights: { probability: w }   # of the survey
placebos:
  p:
    model: m
    labels: a
    scheme: permute_labels
    draws: 500 # many
`;

const MENDED = `# my spec
models:
  m:   # the model
    estimator: ols
    outcome: y
    terms:
      - z   # first
      - a
      - { power: { of: a, exponent: 2 } }
      - { power: { of: a, exponent: 3 } }  # a cube
      - b
      - interaction: [b, z]
    weights: { probability: w }   # of the survey
    vcov: robust
placebos:
  p:
    model: m
    labels: a
    scheme: permute_labels
    draws: 499 # many
    seed: 1
`;

const mended = (text: string) => mend(loadSpec('own.yaml', { text }));

describe('mend', () => {
  it('changes what is mechanical and keeps every comment and space', () => {
    const { changes, left, mended: done } = mended(SPEC);
    expect(changes).toEqual([{ file: 'own.yaml', before: SPEC, after: MENDED }]);
    expect(left).toEqual([]);
    expect(done.map(({ rule }) => rule.slice(0, 4)).sort()).toEqual(['L050', 'L051', 'L053', 'L061', 'L062']);
    expect(mended(MENDED).changes).toEqual([]);
  });

  it.each(cases.filter(({ rule }) => rules.some((one) => one.id === rule && one.fixes)))(
    '$rule: the smallest fault is mended and is no longer found',
    ({ rule, found }) => {
      const { changes, mended: done } = mended(found);
      expect(done.map((one) => one.rule)).toContain(rule);
      const after = makeLinter(loadSpec('test.yaml', { text: changes[0]!.after })).report();
      expect(after.findings.map((one) => one.rule)).not.toContain(rule);
      // the lines that did not have to change are there as they were
      const lines = new Set(changes[0]!.after.split('\n'));
      const gone = found.split('\n').filter((line) => !lines.has(line));
      expect(gone.length).toBeLessThanOrEqual(1);
    },
  );

  it('offers a cure exactly where a rule declares one', () => {
    const fixes = cases.filter(({ found }) => mended(found).mended.length > 0).map(({ rule }) => rule);
    expect(rules.filter((one) => one.fixes).map(({ id }) => id)).toEqual(
      rules.map(({ id }) => id).filter((id) => fixes.includes(id)),
    );
  });

  it('leaves what it cannot place: a comment inside a flow mapping', () => {
    const text = SPEC.replace(
      'placebos:\n  p:\n    model: m\n    labels: a\n    scheme: permute_labels\n    draws: 500 # many\n',
      `placebos:
  p: { model: m, labels: a,
       scheme: permute_labels, draws: 999 # enough
     }
`,
    );
    const { changes, left } = mended(text);
    expect(left.map(({ rule }) => rule)).toEqual(['L062-seed-unwritten']);
    expect(changes[0]!.after).toContain('draws: 999 # enough\n     }');
  });

  it('leaves what the spec would not load with, and what settings put there', () => {
    // one model has the main effects already: in the set that both take they would stand twice
    const shared = `term_sets: { s: [{ interaction: [a, b] }] }
models:
  one: { estimator: ols, outcome: y, terms: [a, b, { set: s }] }
  two: { estimator: ols, outcome: y, terms: [{ set: s }] }
`;
    expect(mended(shared).changes).toEqual([]);
    expect(mended(shared).left.map(({ rule }) => rule)).toEqual(['L050-interaction-without-main']);
    const text = 'models: { m: { estimator: ols, outcome: y, terms: [a] } }\n';
    const set = loadSpec('own.yaml', { text, settings: ['models.m.terms=[{ power: { of: a, exponent: 2 } }]'] });
    expect(makeLinter(set).report().fixes).toEqual([]);
  });

  it('keeps Windows line ends and a byte order mark', () => {
    const text = `\ufeff${SPEC.replaceAll('\n', '\r\n')}`;
    expect(mended(text).changes[0]!.after).toBe(`\ufeff${MENDED.replaceAll('\n', '\r\n')}`);
  });

  it('mends the files of a folder, each by its name', () => {
    const models = `${SMALL_PAPER['models.yaml']}placebos: { p: { model: amount, labels: age, scheme: permute_labels, draws: 500 } }\n`;
    const { changes } = mend(loadPaper({ ...SMALL_PAPER, 'models.yaml': models }));
    expect(changes.map(({ file }) => file)).toEqual(['models.yaml']);
    expect(changes[0]!.after).toContain('draws: 499, seed: 1 }');
    expect(changes[0]!.after).toContain(
      'weights: {probability: weight}\n    effects: [coefficients, {marginal_effects: {at: observations}}]\n    vcov: robust\n',
    );
  });
});

describe('lineDiff', () => {
  it('shows what left and what came with the lines around it', () => {
    const before = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', ''].join('\n');
    const after = ['a', 'b', 'C', 'd', 'e', 'f', 'g', 'h', 'h2', 'i', ''].join('\n');
    // as diff -U2 prints it
    expect(lineDiff('x.yaml', before, after)).toBe(`--- x.yaml
+++ x.yaml
@@ -1,5 +1,5 @@
 a
 b
-c
+C
 d
 e
@@ -7,4 +7,5 @@
 g
 h
+h2
 i
 
`);
  });
});
