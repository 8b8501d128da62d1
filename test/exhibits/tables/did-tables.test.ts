/** Tables of a staggered adoption: estimates of random-intercept models, event study, mediation, split, placebo, roll-out, variants. */
import { describe, expect, it } from 'vitest';
import { defaultTables } from '../../../src/exhibits/tables/default-tables.ts';
import { tableShapeSchema } from '../../../src/exhibits/tables/registry.ts';
import type { Table } from '../../../src/exhibits/tables/table.ts';
import { variantsMetTable, variantsTable } from '../../../src/exhibits/tables/variants.ts';
import type { PlaceboResult } from '../../../src/results/placebo.ts';
import type { Results } from '../../../src/results/results.ts';
import type { VariantResult } from '../../../src/results/variant.ts';
import { didResults, placebo, randomIntercept, rollout, split } from '../did-results.ts';

const HEADING = { id: 'table', number: 3, title: { en: 'Title', zh: '标题' } };
const STARS = { '***': 0.01, '**': 0.05, '*': 0.1 };

function draw(shape: object, results: Results = didResults, language: 'en' | 'zh' = 'en'): Table {
  return tableShapeSchema.parse(shape).draw(results, HEADING, { language });
}

function texts(table: Table): string[][] {
  return table.rows.map((row) => row.cells.map(({ text }) => text));
}

const PAIRS = [
  ['without_controls', '(1)', 'c1'],
  ['with_controls', '(2)', 'c2'],
].flatMap(([model, header, id]) => [
  { header, label: 'β', model, effect: 'coefficients', published: `${id}_beta` },
  { header, label: 'ME', model, effect: 'me', published: `${id}_me` },
]);

describe('estimates of random-intercept models', () => {
  const table = { estimates: { columns: PAIRS, rows: ['treated_post'], stars: STARS, published: 't3' } };

  it('puts coefficients and marginal effects of one model side by side', () => {
    const drawn = draw(table);
    expect(drawn.header.map((row) => row.map(({ text, span }) => [text, span]))).toEqual([
      [
        ['', 1],
        ['(1)', 4],
        ['(2)', 4],
      ],
      ['', 'β', 'SE', 'ME', 'SE', 'β', 'SE', 'ME', 'SE'].map((text) => [text, 1]),
    ]);
    expect(texts(drawn)[0]).toEqual([
      'Policy',
      '0.674***',
      '0.218',
      '0.099***',
      '0.032',
      '0.653**',
      '0.259',
      '0.096**',
      '0.038',
    ]);
    expect(drawn.notes).toContain('β  Coefficients of the linear index.');
    expect(drawn.notes.filter((note) => note.startsWith('SE'))).toEqual([
      'SE  (1) β and (2) β: observed information, normal distribution',
      'SE  (1) ME and (2) ME: observed information, delta method, normal distribution; *** p < 0.01, ** p < 0.05, * p < 0.1',
    ]);
  });

  it('takes the outcome where the spread of the intercept is an equation too, and other expectations by name', () => {
    const one = (equation?: string) =>
      texts(
        draw({
          estimates: {
            columns: [{ model: 'with_controls', effect: 'me', ...(equation && { equation }) }],
            rows: ['treated_post'],
          },
        }),
      );
    expect(one()[0]![1]).toBe('0.096');
    expect(one('healthy')[0]![1]).toBe('0.096');
    expect(one('healthy.u0')[0]![1]).toBe('0.131');
    // its observations are those of the equation that it is an expectation of
    expect(one('healthy.u0').at(-1)).toEqual(['Observations', '6310', '']);
    const scale = { model: 'with_controls', equation: 'log_sigma' };
    expect(texts(draw({ estimates: { columns: [scale] } }))[0]![1]).toBe('0.600');
    const header = draw({ estimates: { columns: [{ model: 'with_controls', effect: 'me', equation: 'healthy.u0' }] } })
      .header[0]!;
    expect(header[1]!.text).toBe('Random-intercept logit (u0)');
  });

  it('shows sigma, rho, the test, groups and points', () => {
    const statistics = ['sigma', 'rho', 'chibar2', 'chibar_p', 'groups', 'points', 'nobs'];
    const rows = texts(draw({ estimates: { columns: [PAIRS[0]], rows: ['treated_post'], statistics } })).slice(2);
    expect(rows.map((row) => row.slice(0, 2))).toEqual([
      ['SD of the random intercept', '1.823'],
      ['Intraclass correlation ρ', '0.503'],
      ['LR test against the pooled model', '311.420'],
      ['P of the LR test', '<0.001'],
      ['Groups', '4730'],
      ['Quadrature points', '12'],
      ['Observations', '7719'],
    ]);
  });

  it('says which models have a term or a fixed effect', () => {
    const model = randomIntercept('effects', 100, 0.5, 0.2);
    const [outcome, scale] = model.equations;
    const withEffects = {
      ...model,
      equations: [{ ...outcome!, fixedEffects: [{ variable: 'region', levels: 4, absorbed: false }] }, scale!],
    };
    const columns = [{ model: 'without_controls' }, { model: 'effects' }];
    const marks = [
      { label: 'Controls', has: ['age', 'male'] },
      { label: 'Some control', has: ['age', 'male'], all: false },
      { label: 'Region effects', has: 'region' },
    ];
    const drawn = draw(
      { estimates: { columns, rows: ['treated_post'], marks, uncertainty: 'none' } },
      { ...didResults, models: { ...didResults.models, effects: withEffects } },
    );
    expect(texts(drawn).slice(2, 5)).toEqual([
      ['Controls', 'no', 'no'],
      ['Some control', 'yes', 'yes'],
      ['Region effects', 'no', 'yes'],
    ]);
  });

  it('names the published cells', () => {
    const found = tableShapeSchema.parse(table).matches(didResults);
    expect(found.map(({ cell }) => cell)).toEqual([
      't3.treated_post.c1_beta',
      't3.observations.c1_beta',
      't3.treated_post.c1_me',
      't3.observations.c1_me',
      't3.treated_post.c2_beta',
      't3.observations.c2_beta',
      't3.treated_post.c2_me',
      't3.observations.c2_me',
    ]);
    expect(found[2]!.value).toBeCloseTo(0.674 * 0.147, 15);
  });

  it('takes steps of mediations and groups of splits for columns', () => {
    const columns = [
      { mediation: 'objective', step: 'mediator', header: 'mediator' },
      { mediation: 'objective', step: 'direct', header: 'direct' },
      { split: 'income', group: 'high_income', header: 'high', effect: 'me' },
    ];
    const shape = tableShapeSchema.parse({ estimates: { columns, rows: ['treated_post'], uncertainty: 'none' } });
    expect(shape.needs).toEqual({ models: [], summaries: [], mediations: ['objective'], splits: ['income'] });
    expect(texts(shape.draw(didResults, HEADING, { language: 'en' }))[0]).toEqual([
      'Policy',
      '0.165',
      '0.589',
      '0.090',
    ]);
    expect(() => draw({ estimates: { columns: [{ split: 'income', group: 'hihg_income' }] } })).toThrow(
      'nearest: "high_income"',
    );
    expect(() => draw({ estimates: { columns: [{ mediation: 'objective', step: 'reduced' }] } })).toThrow(
      'no step of mediation objective "reduced"; known: total, mediator objective, direct',
    );
  });

  it.each([
    [{ mediation: 'm' }, 'mediation and step go together'],
    [{ split: 's' }, 'split and group go together'],
    [{ split: 's', group: 'g', model: 'm' }, 'one of model, mediation, split'],
  ])('refuses half a source: %j', (column, message) => {
    const parsed = tableShapeSchema.safeParse({ estimates: { columns: [column] } });
    expect(JSON.stringify(parsed.error?.issues)).toContain(message);
  });
});

describe('event_study', () => {
  it('has estimates, counts and identification of every event time, and what lies beyond', () => {
    const drawn = draw({ event_study: { model: 'event', stars: STARS } });
    expect(drawn.header[0]!.map(({ text }) => text)).toEqual([
      'Event time',
      'Estimate',
      'SE',
      '95% CI',
      'province waves',
      'persons',
      'identified by',
    ]);
    const rows = texts(drawn);
    expect(rows[1]).toEqual(['-1', '0.000', 'reference', '', '1', '9', 'reference']);
    expect(rows[3]).toEqual([
      '1',
      '0.245**',
      '0.100',
      '[0.049, 0.441]',
      '1',
      '9',
      'clean, within ningxia; one unit at one time',
    ]);
    expect(rows[6]!.slice(0, 6)).toEqual(['4', '–', '–', '–', '1', '9']);
    expect(rows.slice(8)).toEqual([
      ['after the window', '', '', '', '6', '130', 'indicators zero'],
      ['always treated', '', '', '', '6', '130', 'kept'],
      ['never treated', '', '', '', '69', '5400', 'indicators zero'],
    ]);
    expect(drawn.notes).toContain('Not identified by these data: event_time=4.');
    expect(drawn.notes).toContain('Cohorts that adopted between two waves (2015): counted from the year of adoption.');
  });

  it('has no counts without support, and p values where asked for', () => {
    const { supports: _, ...model } = didResults.models.event!;
    const drawn = draw(
      { event_study: { model: 'event', p_values: true } },
      { ...didResults, models: { event: model } },
    );
    expect(texts(drawn)[3]).toEqual(['1', '0.245', '0.100', '[0.049, 0.441]', '0.014']);
    expect(drawn.rows).toHaveLength(7);
  });
});

describe('mediation', () => {
  const columns = [
    {
      mediation: 'objective',
      published: { path_a: 't4.policy.objective', direct: 't5.policy.c1_beta', share_difference: 't5.x.y' },
    },
    { mediation: 'subjective', scale: 'marginal_effect' },
  ];

  it('has paths, direct and indirect effects with their tests and intervals, shares in percent', () => {
    const rows = texts(draw({ mediation: { columns, stars: STARS } }));
    expect(rows).toEqual([
      ['Total effect', '0.653** (0.259)', '0.096** (0.038)'],
      ['Treatment on mediator (a)', '0.165** (0.075)', '0.165** (0.075)'],
      ['Mediator on outcome (b)', '0.471*** (0.048)', '0.068*** (0.006)'],
      ['Direct effect', '0.589** (0.259)', '0.085** (0.037)'],
      ['Indirect effect, product', '0.078** (0.036)', '0.011** (0.005)'],
      ['Sobel z (p)', '2.146 (0.032)', ''],
      ['bootstrap 95%, percentile', '[0.008, 0.152]', ''],
      ['bootstrap 95%, BCa', '[0.010, 0.155]', ''],
      ['Indirect effect, difference', '0.064 (0.040)', '0.011** (0.005)'],
      ['Share mediated, product', '11.9% (7.0)', '11.7% (7.0)'],
      ['bootstrap 95%, percentile', '[-2.0%, 31.0%]', ''],
      ['Share mediated, difference', '9.8% (6.0)', ''],
      [],
      ['Observations', '6310', '6310'],
      ['SD of the intercept: total, direct', '1.990, 2.050', '1.990, 2.050'],
      ['Bootstrap draws', '499', '499'],
    ]);
  });

  it('has a row per mediator where there are several', () => {
    const one = didResults.mediations!.objective!;
    const second = one.quantities
      .filter(({ mediator, scale }) => mediator !== undefined && scale === 'coefficient')
      .map((quantity) => ({ ...quantity, mediator: 'subjective' }));
    const both = { ...one, mediators: ['objective', 'subjective'], quantities: [...one.quantities, ...second] };
    const rows = texts(
      draw({ mediation: { columns: [{ mediation: 'both' }] } }, { ...didResults, mediations: { both } }),
    );
    const labels = rows.map(([label]) => label);
    expect(labels.filter((label) => label?.startsWith('Treatment on mediator'))).toEqual([
      'Treatment on mediator (a): objective',
      'Treatment on mediator (a): subjective',
    ]);
    expect(labels).toContain('Total effect');
  });

  it('names published cells, and what it lacks', () => {
    expect(tableShapeSchema.parse({ mediation: { columns } }).matches(didResults)).toEqual([
      { cell: 't4.policy.objective', value: 0.165, stdError: 0.075, nobs: 6310 },
      { cell: 't5.policy.c1_beta', value: 0.589, stdError: 0.259, nobs: 6310 },
      { cell: 't5.x.y', value: 0.098, stdError: 0.06, nobs: 6310 },
    ]);
    expect(() => draw({ mediation: { columns: [{ mediation: 'objective', scale: 'khb' }] } })).toThrow(
      'no scale of mediation objective "khb"; known: coefficient, marginal_effect',
    );
  });
});

describe('split', () => {
  const table = {
    split: {
      splits: ['income'],
      stars: STARS,
      published: 't6',
      published_rows: { effect: 'policy', observations: 'observations' },
    },
  };

  it('has the groups, their difference and its permutation p by the t statistic', () => {
    expect(texts(draw(table))).toEqual([
      ['Income'],
      ['Low income', '0.123', '0.099', '[-0.071, 0.317]', '0.214', '', '1264'],
      ['High income', '0.090**', '0.041', '[0.010, 0.170]', '0.028', '', '5046'],
      ['Difference: High income − Low income', '-0.033', '0.107', '[-0.243, 0.177]', '0.758', '0.745', ''],
    ]);
    expect(draw(table).notes.at(-1)).toContain(
      '500 times the groups dealt anew to person (4,730 units), 2 failed, seed 7',
    );
  });

  it('has the joint test of three groups', () => {
    const [comparison] = split.comparisons;
    const three = {
      ...split,
      comparisons: [
        { ...comparison!, effects: [...comparison!.effects, { ...comparison!.effects[0]!, group: 'middle' }] },
      ],
    };
    const rows = texts(draw(table, { ...didResults, splits: { income: three } }));
    expect(rows.at(-1)).toEqual(['All groups equal', '', '', 'χ²(1) = 0.10', '0.758', '', '']);
  });

  it('names the published cells by group', () => {
    expect(tableShapeSchema.parse(table).matches(didResults)).toEqual([
      { cell: 't6.policy.low_income', value: 0.123, stdError: 0.099, nobs: 1264 },
      { cell: 't6.observations.low_income', value: 1264 },
      { cell: 't6.policy.high_income', value: 0.09, stdError: 0.041, nobs: 5046 },
      { cell: 't6.observations.high_income', value: 5046 },
    ]);
    expect(() => draw({ split: { splits: ['income'], scale: 'coefficient' } })).toThrow(
      'no scale of split income "coefficient"',
    );
    expect(() => draw({ split: { splits: ['income'], term: 'treated_pots' } })).toThrow('nearest: "treated_post"');
  });
});

describe('placebo', () => {
  it('says in a few lines what the draws found', () => {
    const drawn = draw({ placebo: { placebo: 'provinces' } });
    const { beyond, pValue } = placebo().onEstimate;
    expect(texts(drawn)).toEqual([
      ['Estimate on the real assignment', '0.653', 'SE 0.259, model p 0.012'],
      ['Placebo estimates beyond it', String(beyond), 'of 497, two-sided'],
      ['Randomisation p', pValue.toFixed(3), 'Monte-Carlo 95% 0.096–0.156'],
      ['Randomisation p, t statistic', '0.128', 'Monte-Carlo 95% 0.096–0.156'],
      ['Draws with model p < 0.05', '18.2%', 'a valid test gives 5%: these standard errors are too small'],
      ['Failed, degenerate draws', '0, 3', ''],
    ]);
    expect(drawn.notes[0]).toBe(
      'Units chosen at random, each given an observed adoption year at random; 29 levels of province, 6 ever treated.',
    );
    expect(drawn.notes).toContain('Draws without an estimate: nobody is treated (3).');
  });

  it('accuses the standard errors only beyond chance, and knows exact p values', () => {
    const fair = { ...placebo(), shareBelow05: 0.068, exact: true };
    const rows = texts(draw({ placebo: { placebo: 'provinces' } }, { ...didResults, placebos: { provinces: fair } }));
    // 1.96 standard errors of 5 % in 497 draws are 1.9 points
    expect(rows[4]).toEqual(['Draws with model p < 0.05', '6.8%', 'a valid test gives 5%']);
    expect(rows[2]![2]).toBe('exact');
  });

  it('leaves out what draws without standard errors cannot say', () => {
    const whole = placebo();
    const none = { ...whole.onStatistic, pValue: Number.NaN };
    const bare: PlaceboResult = { ...whole, onStatistic: none, shareBelow05: Number.NaN };
    const rows = texts(draw({ placebo: { placebo: 'provinces' } }, { ...didResults, placebos: { provinces: bare } }));
    expect(rows.map(([label]) => label)).toEqual([
      'Estimate on the real assignment',
      'Placebo estimates beyond it',
      'Randomisation p',
      'Failed, degenerate draws',
    ]);
  });
});

describe('rollout', () => {
  it('has a heading per programme', () => {
    const drawn = draw({ rollout: { rollout: 'provinces' } });
    expect(texts(drawn)).toEqual([
      ['Employees'],
      ['Shanghai', '2000', 'unified'],
      ['Residents'],
      ['Beijing', '2001', 'unified'],
      ['Ningxia', '2015', 'adjustment fund'],
    ]);
    expect(drawn.notes[0]).toBe('Employees: 1 unit, in 2000; Residents: 2 units, 2001 to 2015.');
  });

  it('takes programmes and columns, in the order of years', () => {
    const entries = [...rollout.entries].reverse();
    const drawn = draw(
      {
        rollout: {
          rollout: 'provinces',
          programmes: ['residents'],
          columns: ['year'],
          order: 'year',
          unit_label: 'Province',
        },
      },
      { ...didResults, rollouts: { provinces: { ...rollout, entries } } },
      'zh',
    );
    expect(texts(drawn)).toEqual([
      ['北京', '2001'],
      ['宁夏', '2015'],
    ]);
    expect(drawn.header[0]!.map(({ text }) => text)).toEqual(['Province', '年份']);
    expect(() => draw({ rollout: { rollout: 'provinces', programmes: ['resident'] } })).toThrow('nearest: "residents"');
  });
});

describe('variants', () => {
  const shape = tableShapeSchema.parse({ estimates: { columns: PAIRS, rows: ['treated_post', 'age'], stars: STARS } });
  const comparison = (within: number) => ({
    table: 't3',
    cells: Array.from({ length: 10 }, (_, i) => ({
      cell: `t3.r${i}.c`,
      printed: '1',
      published: 1,
      ours: 1,
      verdict: 'differs' as const,
    })),
    counts: { within_rounding: within, within_2_se: 3, differs: 7 - within, not_comparable: 0 },
  });
  const variant = (name: string | undefined, within: number, more: Partial<VariantResult> = {}): VariantResult => ({
    command: 'did',
    ...(name !== undefined && { name }),
    label: { en: name ?? 'as the command stands' },
    settings: [],
    models: didResults.models,
    comparisons: [comparison(within)],
    warnings: [],
    ...more,
  });
  const estimates = shape.estimates!(didResults, 'table', { language: 'en' });
  const shown = [
    { variant: variant(undefined, 4), estimates },
    { variant: variant('pooled', 1), estimates: estimates.filter(({ column }) => !column.endsWith('ME')) },
    { variant: variant('failed', 0, { comparisons: [], failed: 'E-FIT-CONVERGENCE no' }), estimates: [] },
  ];

  it('says row by row and column by column what a table shows', () => {
    expect(estimates.slice(0, 2)).toEqual([
      { term: 'treated_post', row: 'Policy', column: '(1) β', text: '0.674*** (0.218)', significant: true },
      { term: 'treated_post', row: 'Policy', column: '(1) ME', text: '0.099*** (0.032)', significant: true },
    ]);
    expect(estimates).toHaveLength(8);
  });

  it('sets the first row under every reading side by side, with the cells that each meets', () => {
    const drawn = variantsTable(shown, [], didResults, HEADING, { language: 'en' });
    expect(drawn.header[0]!.map(({ text }) => text)).toEqual(['', 'default', 'pooled', 'failed']);
    expect(texts(drawn)).toEqual([
      ['Policy'],
      ['(1) β', '0.674*** (0.218)', '0.674*** (0.218)', '–'],
      ['(1) ME', '0.099*** (0.032)', '', '–'],
      ['(2) β', '0.653** (0.259)', '0.653** (0.259)', '–'],
      ['(2) ME', '0.096** (0.038)', '', '–'],
      [],
      ['t3: cells met', '7 of 10', '4 of 10', '–'],
    ]);
    expect(drawn.notes.at(-1)).toBe('failed  failed; not estimated: E-FIT-CONVERGENCE no');
  });

  it('takes the terms asked for', () => {
    const drawn = variantsTable(shown, ['age'], didResults, HEADING, { language: 'en' });
    expect(texts(drawn)[0]).toEqual(['Age (years)']);
    expect(texts(drawn)[1]!.slice(0, 2)).toEqual(['(1) β', '-0.059*** (0.006)']);
  });

  it('lists how many cells every reading meets', () => {
    const drawn = variantsMetTable(
      shown.map((one) => one.variant),
      didResults,
      HEADING,
      { language: 'en' },
    );
    expect(texts(drawn)).toEqual([
      ['did', 'default', '10', '7', '4', '3', '3', '0'],
      ['did', 'pooled', '10', '4', '1', '3', '6', '0'],
      ['did', 'failed', 'E-FIT-CONVERGENCE no'],
    ]);
  });
});

describe('tables of results whose spec asks for none', () => {
  it('have the spread of an intercept below the outcome, and one for everything that was found', () => {
    const tables = defaultTables(didResults, { language: 'en' });
    expect(tables.map(({ id }) => id)).toEqual([
      'characteristics',
      'reasons',
      'without_controls.coefficients',
      'without_controls.me',
      'with_controls.coefficients',
      'with_controls.me',
      'event.event_study',
      'objective',
      'subjective',
      'income.marginal_effect.treated_post',
      'provinces',
    ]);
    const [, , coefficients] = tables;
    expect(coefficients!.columns).toHaveLength(3);
    expect(texts(coefficients!).slice(-3)).toEqual([
      ['SD of the random intercept', '1.823', ''],
      ['Intraclass correlation ρ', '0.503', ''],
      ['Observations', '7719', ''],
    ]);
    const event = tables.find(({ id }) => id === 'event.event_study')!;
    expect(event.header[0]![0]!.text).toBe('Event time');
  });
});
