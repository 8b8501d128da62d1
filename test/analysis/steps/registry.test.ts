/** The steps as a spec writes them. */
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { stepSchema, steps } from '../../../src/analysis/steps/registry.ts';
import { Failures } from '../../../src/errors/failure.ts';
import { parseYaml } from '../../../src/yaml/document.ts';
import { validate } from '../../../src/yaml/validate.ts';
import { categorical, frameOf, numeric, thrown, valuesOf } from '../frames.ts';

const read = (yaml: string) => validate(parseYaml(yaml, 'samples.yaml'), z.array(stepSchema));

const source = categorical('source', ['', '1', '6'], ['1', '6', '', '1', '6', '']);
const frame = frameOf(
  categorical('inpatient', ['yes', 'no'], ['yes', 'yes', 'no', 'yes', 'yes', null]),
  numeric('birth_year', [1980, 1990, 1970, null, 1960, 1950]),
  categorical('raw', ['1', '2', '3'], ['1', '2', '3', '1', '2', '3']),
  numeric('income', [10, 20, 30, 40, 50, 60]),
  { ...source, answers: ['1', '6'].map((name) => ({ name, label: { en: name } })) },
);

const ALL = `
- keep: { where: "inpatient == 'yes'", label: { en: used inpatient care, zh: 住院 } }
- derive:
    age: { value: "2014 - birth_year", label: Age, unit: { en: years, zh: 岁 } }
    old: age >= 50
- recode:
    education: { of: raw, levels: [{ name: low, from: [1, "2"] }, { name: high, label: High, from: [3] }], reference: low, label: Education }
- classify:
    group: { levels: [{ name: old, where: old == 1 }, { name: young }], overlap: refuse }
- quantiles:
    half: { of: income, groups: 2, levels: [low, { name: high, label: High }] }
- cut:
    income_group: { of: income, at: [25], levels: [low, high], closed: left }
- answers:
    reimbursed: { of: source, any_of: [1], label: Reimbursed }
    none: { of: source, none_of: [1, 6] }
- adoption:
    since: { key: raw, rollout: [{ unit: 1, year: 1975 }], time: birth_year, label: Adoption }
    first: { key: raw, treated: none, time: income }
- pca:
    index: { of: [income, birth_year], matrix: correlation, components: first, weights: none, sign: loadings_sum, scale: scores, missing: listwise }
- group_mean:
    mean: { of: income, by: raw }
- complete: { columns: [age], label: complete }
- drop: age > 100
- complete: [income]
`;

describe('steps in a spec', () => {
  it('are read and run, every one of them', () => {
    const list = read(ALL);
    const used = [...ALL.matchAll(/^- (\w+):/gm)].map(([, name]) => name);
    expect(new Set(used)).toEqual(new Set(Object.keys(steps)));
    let current = frame;
    const flows = list.map((step) => {
      const done = step.run(current);
      current = done.frame;
      return done.flow;
    });
    expect(flows.map(({ rows }) => rows)).toEqual([4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 3, 3, 3]);
    const shown = Object.fromEntries([...current.columns].map(([name, column]) => [name, valuesOf(column)]));
    expect(shown).toMatchObject({
      age: [34, 24, 54],
      old: [0, 0, 1],
      education: ['low', 'low', 'low'],
      group: ['young', 'young', 'old'],
      half: ['low', 'low', 'high'],
      income_group: ['low', 'low', 'high'],
      reimbursed: [1, 0, 0],
      none: [0, 0, 0],
      since: [1975, null, null],
      first: [null, null, null],
    });
    expect(current.columns.get('age')!.info).toMatchObject({ label: { en: 'Age' }, unit: { en: 'years', zh: '岁' } });
    expect(flows[0]!.label).toEqual({ en: 'used inpatient care', zh: '住院' });
  });

  it('tell what they read and create', () => {
    const [, derived] = read(ALL);
    expect(derived!.reads).toEqual(['birth_year']);
    expect(derived!.creates).toEqual(['age', 'old']);
  });

  it.each([
    ['- keep: "age >"', 'E-SPEC-EXPRESSION samples.yaml:1:9 [0].keep: column 6 of "age >"'],
    ['- derive:\n    age: { value: "2014 -- " }', 'samples.yaml:2:19 [0].derive.age.value: column 9'],
    ['- kep: x == 1', 'E-SPEC-NAME samples.yaml:1:3 [0]: no step "kep"; nearest: "keep"'],
    [
      '- cut:\n    g: { of: x, at: [2, 1], levels: [a, b, c] }',
      'E-SPEC-VALUE samples.yaml:2:8 [0].cut.g: the limits 2, 1 do not ascend',
    ],
    [
      '- quantiles:\n    q: { of: x, group: 5, groups: 5 }',
      'E-SPEC-KEY samples.yaml:2:17 [0].quantiles.q.group: no key "group" here; nearest: "groups"',
    ],
    [
      '- recode:\n    e: { of: x, levels: [{ name: a, from: [1] }], reference: b }',
      'E-SPEC-NAME samples.yaml:2:8 [0].recode.e: no level "b" to refer to',
    ],
    ['- answers:\n    r: { of: x, any_of: [] }', '[0].answers.r'],
  ])('are refused with their place: %s', (yaml, message) => {
    expect(thrown(() => read(yaml))).toContain(message);
  });

  it('report all faults at once', () => {
    try {
      read('- keep: "a ="\n- derive:\n    b: "1 +"\n    c: "2 *"\n');
    } catch (error) {
      expect(error).toBeInstanceOf(Failures);
      expect((error as Failures).failures.map(({ parts }) => parts.place?.line)).toEqual([1, 3, 4]);
      return;
    }
    throw new Error('nothing was thrown');
  });
});
