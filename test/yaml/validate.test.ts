import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Failure, Failures } from '../../src/errors/failure.ts';
import { built, type Choice, choiceOf, defineChoice } from '../../src/yaml/choice.ts';
import { parseYaml } from '../../src/yaml/document.ts';
import { withValue } from '../../src/yaml/override.ts';
import { record } from '../../src/yaml/record.ts';
import { textSchema } from '../../src/yaml/text.ts';
import { check, validate } from '../../src/yaml/validate.ts';

interface Shape {
  readonly kind: string;
}

const shapes: Readonly<Record<string, Choice<Shape>>> = {
  plain: defineChoice({ summary: 'none', options: z.strictObject({}), build: () => ({ kind: 'plain' }) }),
  cluster: defineChoice({
    summary: 'by groups',
    options: z.strictObject({ by: z.array(z.string()).min(1), preset: z.enum(['stata', 'sandwich']).default('stata') }),
    build: ({ by }) => {
      if (by.includes('bad')) throw new Failure('E-SPEC-NAME', { finding: 'bad groups', remedy: 'name others' });
      return { kind: by.join('+') };
    },
  }),
  pair: defineChoice({
    summary: 'two',
    options: z.lazy(() => z.array(shapeSchema)),
    build: (of) => ({ kind: of.map((o) => o.kind).join('/') }),
  }),
};
const shapeSchema = choiceOf<Shape>('vcov', () => shapes);

const model = record({
  label: textSchema.optional(),
  sample: z.string().describe('the rows that the model uses'),
  exponent: z.int().min(2).optional(),
  level: z.number().gt(0).lt(1).default(0.95),
  robust: z.boolean().optional(),
  at: z.union([z.enum(['observations', 'means']), z.record(z.string(), z.number())]).optional(),
  vcov: shapeSchema.describe('covariance').optional(),
  when: built(z.string().regex(/^[a-z]+$/), (text) => text).optional(),
});
const schema = record({
  schema: z.literal('toy/1'),
  models: z.record(z.string().regex(/^\w+$/, 'a name is letters, digits, _'), model),
});

function faults(text: string): readonly string[] {
  return check(parseYaml(text, 'm.yaml'), schema).faults.map((fault) => fault.message);
}

const head = 'schema: toy/1\nmodels:\n';

describe('validate', () => {
  it('gives the built value in camel case, with defaults', () => {
    const document = parseYaml(
      `${head}  a: {sample: all, label: {en: A}, vcov: {pair: [plain, {cluster: {by: [g]}}]}, at: {age: 40}}`,
      'm.yaml',
    );
    expect(validate(document, schema)).toEqual({
      schema: 'toy/1',
      models: { a: { sample: 'all', label: { en: 'A' }, level: 0.95, vcov: { kind: 'plain/g' }, at: { age: 40 } } },
    });
  });

  it.each([
    [
      '  a: {sampel: all}',
      [
        'E-SPEC-VALUE m.yaml:3:3 models.a.sample: the required key "sample" is missing; the rows that the model uses',
        'E-SPEC-KEY m.yaml:3:7 models.a.sampel: no key "sampel" here; nearest: "sample"',
      ],
    ],
    ['  a: {sample: 3}', ['E-SPEC-VALUE m.yaml:3:15 models.a.sample: found 3; accepted: a text; quote it']],
    ['  a: {sample: [x]}', ['E-SPEC-VALUE m.yaml:3:15 models.a.sample: found a list; accepted: a text']],
    ['  a: {sample: }', ['E-SPEC-VALUE m.yaml:3:15 models.a.sample: found nothing; accepted: a text']],
    ['  a: {sample: s, exponent: 1}', ['E-SPEC-VALUE m.yaml:3:28 models.a.exponent: found 1; accepted: at least 2']],
    [
      '  a: {sample: s, exponent: 2.5}',
      ['E-SPEC-VALUE m.yaml:3:28 models.a.exponent: found 2.5; accepted: a whole number'],
    ],
    ['  a: {sample: s, level: 1}', ['E-SPEC-VALUE m.yaml:3:25 models.a.level: found 1; accepted: less than 1']],
    [
      '  a: {sample: s, robust: yes}',
      ['E-SPEC-VALUE m.yaml:3:26 models.a.robust: found "yes"; accepted: true or false'],
    ],
    ['  a: {sample: s, vcov: clustr}', ['E-SPEC-NAME m.yaml:3:24 models.a.vcov: no vcov "clustr"; nearest: "cluster"']],
    [
      '  a: {sample: s, vcov: 3}',
      [
        'E-SPEC-VALUE m.yaml:3:24 models.a.vcov: a vcov is a word or a mapping with one key; known: plain, cluster, pair',
      ],
    ],
    [
      '  a: {sample: s, vcov: {plain: , cluster: }}',
      [
        'E-SPEC-VALUE m.yaml:3:24 models.a.vcov: a vcov is a word or a mapping with one key; known: plain, cluster, pair',
      ],
    ],
    [
      '  a: {sample: s, vcov: cluster}',
      ['E-SPEC-VALUE m.yaml:3:18 models.a.vcov.by: the required key "by" is missing'],
    ],
    [
      '  a: {sample: s, vcov: {cluster: {by: [g], presett: stata}}}',
      ['E-SPEC-KEY m.yaml:3:44 models.a.vcov.cluster.presett: no key "presett" here; nearest: "preset"'],
    ],
    [
      '  a: {sample: s, vcov: {cluster: {by: [g], preset: stat}}}',
      ['E-SPEC-VALUE m.yaml:3:52 models.a.vcov.cluster.preset: found "stat"; nearest: "stata"'],
    ],
    [
      '  a: {sample: s, vcov: {cluster: {by: []}}}',
      ['E-SPEC-VALUE m.yaml:3:39 models.a.vcov.cluster.by: found a list; accepted: at least 1 entries'],
    ],
    [
      '  a: {sample: s, vcov: {cluster: {by: [bad]}}}',
      ['E-SPEC-NAME m.yaml:3:24 models.a.vcov: bad groups; name others'],
    ],
    [
      '  a: {sample: s, vcov: {pair: [plain, plian]}}',
      ['E-SPEC-NAME m.yaml:3:39 models.a.vcov.pair[1]: no vcov "plian"; nearest: "plain"'],
    ],
    [
      '  a: {sample: s, cluster: {by: [g]}}',
      ['E-SPEC-KEY m.yaml:3:18 models.a.cluster: no key "cluster" here; "cluster" belongs under "vcov"'],
    ],
    [
      '  a: {sample: s, vcov: {cluster: {by: [g], sample: t}}}',
      ['E-SPEC-KEY m.yaml:3:44 models.a.vcov.cluster.sample: no key "sample" here; "sample" belongs in "a"'],
    ],
    ['  a: {sample: s, at: mean}', ['E-SPEC-VALUE m.yaml:3:22 models.a.at: found "mean"; nearest: "means"']],
    [
      '  a: {sample: s, at: 3}',
      ['E-SPEC-VALUE m.yaml:3:22 models.a.at: found 3; accepted: observations, means, a mapping'],
    ],
    ['  a: {sample: s, at: {age: old}}', ['E-SPEC-VALUE m.yaml:3:28 models.a.at.age: found "old"; accepted: a number']],
    [
      '  a: {sample: s, label: {zh: x}}',
      ['E-SPEC-VALUE m.yaml:3:18 models.a.label.en: the required key "en" is missing; English'],
    ],
    [
      '  a: {sample: s, when: A B}',
      ['E-SPEC-VALUE m.yaml:3:24 models.a.when: found "A B"; accepted: text like /^[a-z]+$/'],
    ],
    ['  a-b: {sample: s}', ['E-SPEC-KEY m.yaml:3:3 models.a-b: the key "a-b"; a name is letters, digits, _']],
    ['  a: x', ['E-SPEC-VALUE m.yaml:3:6 models.a: found "x"; accepted: a mapping']],
    [
      '  a: {}\n  b: {sample: 1}',
      [
        'E-SPEC-VALUE m.yaml:3:3 models.a.sample: the required key "sample" is missing; the rows that the model uses',
        'E-SPEC-VALUE m.yaml:4:15 models.b.sample: found 1; accepted: a text; quote it',
      ],
    ],
  ])('%s', (text, expected) => {
    expect(faults(head + text)).toEqual(expected);
  });

  it('names a wrong kind of file and an empty one', () => {
    expect(faults('- a')).toEqual(['E-SPEC-VALUE m.yaml:1:1: found a list; accepted: a mapping']);
    expect(faults('')).toEqual(['E-SPEC-VALUE m.yaml:1:1: found nothing; accepted: a mapping']);
    expect(faults('schema: toy/2\nmodels: {}')).toEqual([
      'E-SPEC-VALUE m.yaml:1:9 schema: found "toy/2"; nearest: "toy/1"',
    ]);
  });

  it('keeps the sound entries beside the faulty ones', () => {
    const { value, faults: found } = check(parseYaml(`${head}  a: {sample: s}\n  b: {smple: s}`, 'm.yaml'), schema);
    expect(found).toHaveLength(2);
    expect(Object.keys(value!.models)).toEqual(['a']);
  });

  it('throws every fault in the order of the file', () => {
    const run = () => validate(parseYaml(`${head}  b: {sample: 1}\n  a: {sample: 2}\nother: 1`, 'm.yaml'), schema);
    expect(run).toThrow(Failures);
    expect(
      faults(`${head}  b: {sample: 1}\n  a: {sample: 2}\nother: 1`).map((message) => message.split(' ')[1]),
    ).toEqual(['m.yaml:3:15', 'm.yaml:4:15', 'm.yaml:5:1']);
  });

  it('does not turn a bug in a build into a fault of the spec', () => {
    const broken = built(z.string(), () => {
      throw new TypeError('bug');
    });
    expect(() => check(parseYaml('x', 'f'), broken)).toThrow(TypeError);
  });

  it('places a replaced value at its origin', () => {
    const document = withValue(
      parseYaml(`${head}  a: {sample: s, vcov: cluster}`, 'm.yaml'),
      ['models', 'a', 'vcov', 'cluster', 'by'],
      3,
      { file: '--set' },
    );
    expect(document.value).toEqual({ schema: 'toy/1', models: { a: { sample: 's', vcov: { cluster: { by: 3 } } } } });
    expect(check(document, schema).faults.map((fault) => fault.message)).toEqual([
      'E-SPEC-VALUE --set models.a.vcov.cluster.by: found 3; accepted: a list',
    ]);
    expect(withValue(document, ['models', 'a', 'vcov'], undefined, {}).value).toEqual({
      schema: 'toy/1',
      models: { a: { sample: 's' } },
    });
  });

  it('names the right key for at least nine of ten one-edit typos', () => {
    const keys = ['label', 'sample', 'exponent', 'level', 'robust', 'vcov', 'when'];
    let right = 0;
    let all = 0;
    const typo = fc.tuple(
      fc.constantFrom(...keys),
      fc.nat(7),
      fc.constantFrom('delete', 'insert', 'replace', 'swap'),
      fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz_'),
    );
    fc.assert(
      fc.property(typo, ([key, at, kind, letter]) => {
        const i = at % key.length;
        const edits = {
          delete: key.slice(0, i) + key.slice(i + 1),
          insert: key.slice(0, i) + letter + key.slice(i),
          replace: key.slice(0, i) + letter + key.slice(i + 1),
          swap: key.slice(0, i) + (key[i + 1] ?? '') + key[i] + key.slice(i + 2),
        };
        const written = edits[kind as keyof typeof edits];
        if (keys.includes(written)) return;
        all++;
        if (faults(`${head}  a: {sample: s, ${written}: x}`).some((message) => message.endsWith(`nearest: "${key}"`)))
          right++;
      }),
      { numRuns: 400, seed: 11 },
    );
    expect(all).toBeGreaterThan(300);
    expect(right / all).toBeGreaterThanOrEqual(0.9);
  });
});
