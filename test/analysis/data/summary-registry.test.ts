/** Summaries as a spec writes them. */
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { summaryEntry, toSummaryRequest } from '../../../src/analysis/data/summary-registry.ts';
import { toRowCondition } from '../../../src/analysis/expressions/to-row-condition.ts';
import { built } from '../../../src/yaml/choice.ts';
import { parseYaml } from '../../../src/yaml/document.ts';
import { validate } from '../../../src/yaml/validate.ts';
import { thrown } from '../frames.ts';

const entry = summaryEntry(built(z.string(), toRowCondition));
const read = (yaml: string) => toSummaryRequest('table', validate(parseYaml(yaml, 'models.yaml'), entry));

describe('a summary in a spec', () => {
  it('by the levels of a column', () => {
    const request = read(`
label: { en: By scope, zh: 按范围 }
sample: analysis
by: { variable: scope, levels: [city, county], total: last }
weights: w
rows:
  - mean_sd: { variable: age, test: anova, conf_level: 0.9, pairs: id, label: Age }
  - n_percent: { variable: sex }
  - percent_mean_sd: { variable: paid, level: 1, test: chi_square }
  - proportion: { variable: reason, level: home, interval: wald, conf_level: 0.99 }
`);
    expect(request).toEqual({
      name: 'table',
      label: { en: 'By scope', zh: '按范围' },
      sample: 'analysis',
      groups: { by: 'levels', variable: 'scope', levels: ['city', 'county'], total: 'last' },
      weights: 'w',
      rows: [
        { statistic: 'mean_sd', variable: 'age', test: 'anova', confLevel: 0.9, pairs: 'id', label: { en: 'Age' } },
        { statistic: 'n_percent', variable: 'sex' },
        { statistic: 'percent_mean_sd', variable: 'paid', level: '1', test: 'chi_square' },
        { statistic: 'proportion', variable: 'reason', level: 'home', interval: 'wald', confLevel: 0.99 },
      ],
      variables: ['scope', 'age', 'id', 'sex', 'paid', 'reason', 'w'],
    });
  });

  it('by a bare column, by conditions, or of all rows', () => {
    expect(read('by: scope\nrows: [mean_sd: { variable: age }]')).toMatchObject({
      sample: 'all',
      label: { en: 'table' },
      groups: { by: 'levels', variable: 'scope' },
    });
    const request = read(
      'groups: { all: { label: Total }, rural: { where: "area == \'rural\'" } }\nrows: [mean_sd: { variable: age }]',
    );
    expect(request.variables).toEqual(['area', 'age']);
    expect(request.groups).toMatchObject({
      by: 'conditions',
      groups: [
        { key: 'all', label: { en: 'Total' } },
        { key: 'rural', label: { en: 'rural' } },
      ],
    });
    expect(read('rows: [mean_sd: { variable: age }]').groups).toBeUndefined();
  });

  it.each([
    ['rows: []', 'at least 1'],
    ['rows: [mean: { variable: age }]', 'no row of a summary "mean"'],
    [
      'rows: [mean_sd: { variable: age, test: chi_square }]',
      'models.yaml:1:40 rows[0].mean_sd.test: found "chi_square"',
    ],
    ['by: scope\ngroups: { a: {} }\nrows: [mean_sd: { variable: age }]', 'groups beside by; either by or groups'],
    [
      'groups: { a: { where: "x =" } }\nrows: [mean_sd: { variable: age }]',
      'E-SPEC-EXPRESSION models.yaml:1:23 groups.a.where: column 3',
    ],
  ])('is refused with its place: %s', (yaml, message) => {
    expect(thrown(() => read(yaml))).toContain(message);
  });
});
