/** The table of estimates: rows, headings, stars, dashes, statistics, notes, panels, and the cells it is compared with. */
import { describe, expect, it } from 'vitest';
import { Failure } from '../../../src/errors/failure.ts';
import { tableShapeSchema } from '../../../src/exhibits/tables/registry.ts';
import type { TableShape } from '../../../src/exhibits/tables/shape.ts';
import type { Table } from '../../../src/exhibits/tables/table.ts';
import type { Results } from '../../../src/results/results.ts';
import { exampleResults, twoPart } from '../example-results.ts';

const COLUMNS = [
  { header: ['Any payment', 'probit'], equation: 'paid', published: 'reimbursed' },
  { header: ['Amount', 'gamma'], equation: 'amount', published: 'amount' },
];
const OPTIONS = { model: 'two_part', effect: 'marginal_effects', columns: COLUMNS, stars: { '*': 0.05, '**': 0.01 } };
const HEADING = { id: 'table_3', number: 3, title: { en: 'Programmes', zh: '项目' } };

function shape(options: object): TableShape {
  return tableShapeSchema.parse({ estimates: { ...OPTIONS, ...options } });
}

function draw(options: object = {}, results: Results = exampleResults, language: 'en' | 'zh' = 'en'): Table {
  return shape(options).draw(results, HEADING, { language });
}

function texts(table: Table): string[][] {
  return table.rows.map((row) => row.cells.map((cell) => cell.text));
}

describe('estimates', () => {
  it('puts a factor under a heading that names its reference, levels in the order of the codebook', () => {
    const table = draw({ rows: ['scheme', 'age', { term: 'age^2', label: 'Age²' }, 'female'] });
    expect(texts(table)).toEqual([
      ['Insurance scheme (ref. Rural)'],
      ['Employees', '0.375**', '0.044', '0.428**', '0.094'],
      ['City residents', '0.021', '0.049', '0.222', '0.136'],
      ['Age (years)', '0.010', '0.012', '0.026', '0.030'],
      ['Age²', '0.000', '0.000', '0.000', '0.000'],
      ['Female', '0.024', '0.031', '–', '–'],
      [],
      ['Observations', '1165', '', '663', ''],
    ]);
    expect(table.rows.map((row) => row.kind)).toEqual([
      'group',
      'body',
      'body',
      'body',
      'body',
      'body',
      'rule',
      'footer',
    ]);
    expect(table.rows.map((row) => row.indent)).toEqual([0, 1, 1, 0, 0, 0, 0, 0]);
    expect(table.rows[0]!.cells[0]!.span).toBe(5);
    expect(table.title).toBe('Table 3. Programmes');
    expect(table.banner).toEqual(['SYNTHETIC DATA: these are not the results of the paper.']);
  });

  it('marks starred estimates and nothing else', () => {
    const marked = draw().rows.flatMap((row) =>
      row.cells.filter((cell) => cell.mark === 'significant').map((cell) => cell.text),
    );
    expect(marked).toEqual(['0.375**', '0.428**']);
  });

  it('speaks Chinese', () => {
    const table = draw({ rows: ['scheme', 'age'] }, exampleResults, 'zh');
    expect(table.title).toBe('表3　项目');
    expect(texts(table)[0]).toEqual(['保险（参照：农村）']);
    expect(texts(table)[3]![0]).toBe('年龄（岁）');
    expect(table.notes[0]).toBe('边际效应  协变量均值处的导数');
  });

  it('takes digits from the command line before its own', () => {
    const table = shape({ digits: 4 }).draw(exampleResults, HEADING, { language: 'en', digits: 1 });
    expect(texts(table)[1]).toEqual(['Employees', '0.4**', '0.0', '0.4**', '0.1']);
    expect(texts(draw({ digits: 4 }))[1]![1]).toBe('0.3751**');
  });

  it('shows every term in the order of the model when no rows are asked for', () => {
    expect(texts(draw()).map((row) => row[0])).toEqual([
      'Insurance scheme (ref. Rural)',
      'Employees',
      'City residents',
      'Age (years)',
      'Age squared',
      'Female',
      undefined,
      'Observations',
    ]);
  });

  it('puts the uncertainty below in brackets, as an interval, or leaves it out', () => {
    const below = texts(draw({ place: 'below', rows: ['age'] }));
    expect(below.slice(0, 2)).toEqual([
      ['Age (years)', '0.010', '0.026'],
      ['', '(0.012)', '(0.030)'],
    ]);
    // 0.01049 ± 1.96 × 0.0121 = -0.01323, 0.03421; 0.0259 ± 1.96 × 0.0302 = -0.03329, 0.08509
    expect(texts(draw({ uncertainty: 'conf_int', rows: ['age'] }))[0]).toEqual([
      'Age (years)',
      '0.010',
      '[-0.013, 0.034]',
      '0.026',
      '[-0.033, 0.085]',
    ]);
    expect(texts(draw({ uncertainty: 'p_value', rows: ['scheme'] }))[1]).toEqual([
      'Employees',
      '0.375**',
      '<0.001',
      '0.428**',
      '<0.001',
    ]);
    expect(texts(draw({ uncertainty: 'none', rows: ['age'] }))[0]).toEqual(['Age (years)', '0.010', '0.026']);
  });

  it('leaves a cell blank where the model has no such term', () => {
    const effects = twoPart.effects.map((effect, index) =>
      index === 0 ? effect : { ...effect, estimates: effect.estimates.filter((one) => one.term !== 'age') },
    );
    const results = { ...exampleResults, models: { two_part: { ...twoPart, effects } } };
    expect(texts(draw({ rows: ['age'] }, results))[0]).toEqual(['Age (years)', '0.010', '0.012', '', '']);
  });

  it('shows no numbers and no stars of an equation that did not converge, and says so', () => {
    const equations = twoPart.equations.map((one, index) =>
      index === 0 ? { ...one, convergence: { ...one.convergence, converged: false } } : one,
    );
    const table = draw({ rows: ['scheme'] }, { ...exampleResults, models: { two_part: { ...twoPart, equations } } });
    expect(texts(table)[1]).toEqual(['Employees', '–', '–', '0.428**', '0.094']);
    expect(table.notes).toContain('–  Any payment did not converge: no estimates are shown.');
  });

  it('takes the first statistic that an equation has', () => {
    const table = draw({ statistics: ['nobs', { statistic: ['pseudo_r2', 'deviance'], digits: 2 }], rows: ['age'] });
    expect(texts(table).slice(-2)).toEqual([
      ['Observations', '1165', '', '663', ''],
      ['Pseudo R² / Deviance', '0.12', '', '41.21', ''],
    ]);
  });

  it('says effect, standard errors, stars, rows and what was left out', () => {
    const equations = twoPart.equations.map((one, index) =>
      index === 1
        ? { ...one, omitted: [{ term: 'female=yes', reason: 'collinear' as const, rows: 0, detail: '' }] }
        : one,
    );
    const { notes } = draw({}, { ...exampleResults, models: { two_part: { ...twoPart, equations } } });
    expect(notes).toEqual([
      'ME  derivative at the means of the covariates',
      'SE  observed information, delta method, normal distribution; ** p < 0.01, * p < 0.05',
      'N  20,000 rows read, 1,165 in sample stays; not used by Amount paid, log: 387 without a payment, 115 amount missing.',
      '–  left out of Amount paid, log: female=yes (collinear).',
    ]);
  });

  describe('sentences of conventions', () => {
    const said = (texts: readonly string[], units: readonly (string | undefined)[] = []) => {
      const effects = twoPart.effects.map(({ unit: _, ...effect }, index) => {
        const unit = units[index];
        return { ...effect, ...(unit !== undefined && { unit }), convention: { en: texts[index]! } };
      });
      const { notes } = draw({}, { ...exampleResults, models: { two_part: { ...twoPart, effects } } });
      return notes.filter((note) => note.startsWith('ME'));
    };

    it('are said once, first those that hold for all columns', () => {
      expect(said(['At means. Delta method.', 'At means. Delta method.'])).toEqual(['ME  At means. Delta method.']);
      expect(said(['First part; i.e. one. At means.', 'At means.'])).toEqual([
        'ME  At means.',
        'ME  Any payment: First part; i.e. one.',
      ]);
      expect(said(['At means.', 'Averages.'])).toEqual([
        'ME  Any payment: At means.',
        'ME  Amount paid, log: Averages.',
      ]);
    });

    it('say what a change of a probability is', () => {
      expect(said(['At means.', 'At means.'], ['probability', 'log yuan'])).toEqual([
        'ME  At means.',
        'ME  Any payment: A change of 0.01 is one percentage point of the probability.',
      ]);
    });
  });

  it('names columns by their headers where one name stands for several', () => {
    const [paid] = twoPart.effects;
    const effects = [...twoPart.effects, { ...paid!, effect: 'other', convention: { en: 'Otherwise.' } }];
    const { notes } = draw(
      {
        columns: [
          { header: ['Payment', 'here'], equation: 'paid' },
          { header: ['Payment', 'there'], equation: 'paid', effect: 'other' },
        ],
      },
      { ...exampleResults, models: { two_part: { ...twoPart, effects } } },
    );
    expect(notes).toContain('Estimate  Payment, there: Otherwise.');
  });

  it('puts the name of the estimator where the header asks for it', () => {
    const columns = [{ header: ['Any payment', '{estimator}'], equation: 'paid' }];
    const titles = (table: Table) => table.header.map((row) => row[1]!.text);
    const [paid, ...others] = twoPart.equations;
    const gamma = { ...paid!, estimator: 'gamma (log link)' };
    const models = { two_part: { ...twoPart, equations: [gamma, ...others] } };
    expect(titles(draw({ columns }, { ...exampleResults, models })).slice(0, 2)).toEqual([
      'Any payment',
      'gamma (log link)',
    ]);
    expect(titles(draw({ columns }, { ...exampleResults, models }, 'zh'))[1]).toBe('伽马回归（对数连接）');
    // side by side with other readings, a column is the same whatever it is fitted by
    const place = { id: 'table_3', title: { en: '' } };
    const shown = shape({ columns }).estimates!({ ...exampleResults, models }, place.id, { language: 'en' });
    expect(shown[0]!.column).toBe('Any payment');
  });

  it('has a title for every statistic of its equations', () => {
    const statistics = ['adj_r_squared', 'dispersion', 'sigma', 'rho', 'chibar2', 'rmse', 'lr_p'];
    const named = Object.fromEntries(
      ['adjRSquared', 'dispersion', 'sigma', 'rho', 'chibar2', 'rmse', 'lrP'].map((name) => [name, 0.25]),
    );
    const equations = twoPart.equations.map((equation) => ({ ...equation, statistics: named }));
    const rows = texts(draw({ statistics }, { ...exampleResults, models: { two_part: { ...twoPart, equations } } }));
    expect(rows.slice(-7).map(([title]) => title)).toEqual([
      'Adjusted R²',
      'Dispersion',
      'SD of the random intercept',
      'Intraclass correlation ρ',
      'LR test against the pooled model',
      'Root mean squared error',
      'P of the LR test against the constant',
    ]);
  });

  it('counts the rows behind an expectation over several equations', () => {
    const [paid] = twoPart.effects;
    const results = (equations: typeof twoPart.equations) => ({
      ...exampleResults,
      models: {
        two_part: {
          ...twoPart,
          equations,
          effects: [...twoPart.effects, { ...paid!, equation: 'combined', rows: 1150 }],
        },
      },
    });
    const columns = [{ header: ['All'], equation: 'combined' }, ...COLUMNS];
    expect(texts(draw({ columns }, results(twoPart.equations))).at(-1)).toEqual([
      'Observations',
      '1150',
      '',
      '1165',
      '',
      '663',
      '',
    ]);
    // of frequency weights the effect knows no sum
    const weighted = twoPart.equations.map((equation) => ({ ...equation, nobs: 2 * equation.rows }));
    expect(
      texts(draw({ columns }, results(weighted)))
        .at(-1)!
        .slice(1, 3),
    ).toEqual(['', '']);
  });

  it('says which rows are not used, once for equal losses', () => {
    const losing = (reason: string, language: 'en' | 'zh' = 'en') => {
      const equations = twoPart.equations.map((equation) => ({ ...equation, lost: [{ reason, rows: 1249 }] }));
      const models = { two_part: { ...twoPart, equations } };
      return draw({}, { ...exampleResults, models }, language).notes.find((note) => note.startsWith('N  '))!;
    };
    expect(losing('missing pay')).toContain('; not used by "Any payment" and "Amount paid, log": 1,249 missing pay.');
    expect(losing('where visits > 0')).toContain(': 1,249 not visits > 0.');
    expect(losing('where a > 0 or b > 0')).toContain(': 1,249 not (a > 0 or b > 0).');
    expect(losing('missing pay', 'zh')).toContain('未使用：1,249行缺失pay');
    expect(losing('where visits > 0', 'zh')).toContain('未使用：1,249行不满足visits > 0');
  });

  it('names clusters, factor, preset and degrees of freedom', () => {
    const vcov = {
      ...twoPart.vcov,
      kind: 'cluster',
      factor: 1.03,
      factorFormula: 'G/(G-1)',
      clusters: [
        { variable: 'province', groups: 31 },
        { variable: 'year', groups: 3 },
      ],
      distribution: 't' as const,
      df: 2,
    };
    const { notes } = draw({ stars: {} }, { ...exampleResults, models: { two_part: { ...twoPart, vcov } } });
    expect(notes[1]).toBe(
      'SE  clustered by province (31 groups) and year (3 groups), small-sample factor G/(G-1), as in Stata, delta method, t distribution with 2 degrees of freedom',
    );
  });

  it('shows panels of several models under their headings, each with its own rows', () => {
    const other = {
      ...twoPart,
      id: 'city_only',
      equations: twoPart.equations.map((one) => ({ ...one, nobs: one.nobs - 1000 })),
    };
    const results = { ...exampleResults, models: { two_part: twoPart, city_only: other } };
    const table = draw(
      {
        model: undefined,
        panels: [
          { label: 'Rural', model: 'two_part', rows: ['scheme'], published_prefix: 'rural_' },
          { label: 'City', model: 'city_only', rows: ['age'] },
        ],
      },
      results,
    );
    expect(table.rows.map((row) => [row.kind, row.indent, row.cells[0]!.text, row.cells[1]?.text])).toEqual([
      ['group', 0, 'Rural', undefined],
      ['group', 1, 'Insurance scheme (ref. Rural)', undefined],
      ['body', 2, 'Employees', '0.375**'],
      ['body', 2, 'City residents', '0.021'],
      ['body', 1, 'Observations', '1165'],
      ['group', 0, 'City', undefined],
      ['body', 1, 'Age (years)', '0.010'],
      ['body', 1, 'Observations', '165'],
    ]);
    const cells = shape({
      published: 't4',
      model: 'two_part',
      panels: [{ rows: ['scheme'], published_prefix: 'rural_' }],
    }).matches(results);
    expect(cells.map((one) => one.cell)).toEqual([
      't4.rural_employee.reimbursed',
      't4.rural_city.reimbursed',
      't4.rural_observations.reimbursed',
      't4.rural_employee.amount',
      't4.rural_city.amount',
      't4.rural_observations.amount',
    ]);
  });

  it('names the published cells by level, variable or the key given', () => {
    const rows = [
      { variable: 'scheme', published: { city: 'urbmi' } },
      'age',
      { term: 'age^2', published: 'age_squared' },
      'female',
    ];
    const found = shape({ published: 't3', rows, columns: [COLUMNS[0]!] }).matches(exampleResults);
    expect(found.map(({ cell, value, stdError }) => [cell, value, stdError])).toEqual([
      ['t3.employee.reimbursed', 0.3751, 0.0442],
      ['t3.urbmi.reimbursed', 0.0214, 0.0491],
      ['t3.age.reimbursed', 0.01049, 0.0121],
      ['t3.age_squared.reimbursed', -0.00012, 0.00015],
      ['t3.female.reimbursed', 0.0241, 0.0309],
      ['t3.observations.reimbursed', 1165, undefined],
    ]);
    expect(shape({}).matches(exampleResults)).toEqual([]);
  });

  it.each([
    [{ model: 'two_prat' }, 'table_3: no model "two_prat"; nearest: "two_part"'],
    [{ effect: 'marginal_effect' }, 'nearest: "marginal_effects"'],
    [{ columns: [{ equation: 'amuont' }] }, 'nearest: "amount"'],
    [{ rows: ['shceme'] }, 'no variable or term "shceme"; nearest: "scheme"'],
    [{ rows: [{ term: 'age^3' }] }, 'no term "age^3"; nearest: "age^2"'],
    [{ rows: [{ variable: 'scheme', levels: ['employe'] }] }, 'no level of scheme "employe"; nearest: "employee"'],
    [{ statistics: ['pseudo_r3'] }, 'no statistic "pseudoR3"; nearest: "pseudoR2"'],
  ])('refuses what the results lack: %j', (options, message) => {
    expect(() => draw(options)).toThrow(Failure);
    expect(() => draw(options)).toThrow(message);
  });

  it('asks for an equation when there are several', () => {
    expect(() => draw({ columns: [{}] })).toThrow('model two_part has several equations; known: paid, amount');
  });

  it('says which models it needs', () => {
    expect(shape({}).needs).toEqual({ models: ['two_part'], summaries: [] });
    expect(() => shape({ model: undefined })).toThrow('no model');
  });
});
