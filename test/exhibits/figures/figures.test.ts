/** Figures as data: bars of a summary, points of a model. */
import { describe, expect, it } from 'vitest';
import { figureSchema } from '../../../src/exhibits/figures/registry.ts';
import { exampleResults } from '../example-results.ts';

const HEADING = { id: 'figure_1', number: 1, title: { en: 'Reasons', zh: '原因' }, notes: [{ en: 'A note.' }] };

describe('bars', () => {
  it('shows the shares of a summary with their intervals', () => {
    const figure = figureSchema.parse({ bars: { of: 'reasons' } }).draw(exampleResults, HEADING, { language: 'en' });
    expect(figure).toMatchObject({ title: 'Figure 1. Reasons', mark: 'bars', yUnit: 'percent', yLabel: 'Percent' });
    expect(figure.points).toEqual([
      {
        x: 'Need or plan to go back to the home town',
        y: 334 / 502,
        low: 334 / 502 - 0.04,
        high: 334 / 502 + 0.04,
        support: 'n=502',
      },
      { x: 'Does not know how', y: 84 / 502, low: 84 / 502 - 0.04, high: 84 / 502 + 0.04, support: 'n=502' },
      { x: 'Not covered', y: 53 / 502, low: 53 / 502 - 0.04, high: 53 / 502 + 0.04, support: 'n=502' },
    ]);
    expect(figure.notes).toEqual(['Whiskers are confidence intervals.', 'A note.']);
    expect(figure.banner).toHaveLength(1);
    const { reasons } = exampleResults.summaries;
    const known = (level: number) => ({
      ...exampleResults,
      summaries: {
        reasons: {
          ...reasons!,
          rows: reasons!.rows.map((row) => ({ ...row, interval: { method: 'wilson' as const, level } })),
        },
      },
    });
    const noteOf = (level: number, language: 'en' | 'zh') =>
      figureSchema.parse({ bars: { of: 'reasons' } }).draw(known(level), HEADING, { language }).notes[0];
    expect(noteOf(0.95, 'en')).toBe('Whiskers are 95 % Wilson confidence intervals.');
    expect(noteOf(0.999, 'en')).toBe('Whiskers are 99.9 % Wilson confidence intervals.');
    expect(noteOf(0.95, 'zh')).toBe('线段为95 % Wilson置信区间。');
  });
  it('puts the groups along the axis, or makes them series', () => {
    const parse = (bars: object) =>
      figureSchema.parse({ bars: { of: 'characteristics', rows: ['female'], interval: false, ...bars } });
    const along = parse({ along: 'groups' }).draw(exampleResults, HEADING, { language: 'zh' });
    expect(along.points).toEqual([
      { x: '全样本', y: 532 / 1165, support: 'n=1165' },
      { x: '农村', y: 361 / 777, support: 'n=777' },
    ]);
    expect(along.title).toBe('图1　原因');
    const series = parse({}).draw(exampleResults, HEADING, { language: 'en' });
    expect(series.points.map(({ x, series }) => [x, series])).toEqual([
      ['Female', 'Total sample'],
      ['Female', 'Rural scheme'],
    ]);
  });
  it('shows means as numbers', () => {
    const figure = figureSchema
      .parse({ bars: { of: 'characteristics', rows: ['expenditure'], groups: ['total'] } })
      .draw(exampleResults, HEADING, { language: 'en' });
    expect(figure).toMatchObject({ yUnit: 'number', yLabel: 'Mean', points: [{ y: 10366.05 }] });
  });
  it('names the published values by level', () => {
    const shape = figureSchema.parse({ bars: { of: 'reasons', published: 'fig1' } });
    expect(shape.needs).toEqual({ models: [], summaries: ['reasons'] });
    expect(shape.matches(exampleResults)[0]).toEqual({
      cell: 'fig1.home',
      value: (334 / 502) * 100,
      nobs: 502,
      count: 334,
    });
    expect(shape.matches(exampleResults).map((one) => one.cell)).toEqual([
      'fig1.home',
      'fig1.process',
      'fig1.coverage',
    ]);
  });
  it.each([
    [{ of: 'reason' }, 'no summary "reason"; nearest: "reasons"'],
    [{ of: 'reasons', rows: ['reason=hoem'] }, 'nearest: "reason=home"'],
    [{ of: 'reasons', groups: ['totl'] }, 'nearest: "total"'],
  ])('refuses what the results lack: %j', (bars, message) => {
    expect(() => figureSchema.parse({ bars }).draw(exampleResults, HEADING, { language: 'en' })).toThrow(message);
  });
});

describe('points', () => {
  const points = { model: 'two_part', equation: 'paid', effect: 'marginal_effects' };
  it('shows estimates with intervals and hollow references', () => {
    const figure = figureSchema
      .parse({ points: { ...points, variables: ['scheme', 'female'] } })
      .draw(exampleResults, HEADING, { language: 'en' });
    expect(figure.points.map(({ x, y, hollow }) => [x, y, hollow ?? false])).toEqual([
      ['Rural', 0, true],
      ['City residents', 0.0214, false],
      ['Employees', 0.3751, false],
      ['Female', 0.0241, false],
    ]);
    expect(figure.points[1]!.low).toBeCloseTo(0.0214 - 1.959963984540054 * 0.0491, 15);
    expect(figure.lines).toEqual([{ axis: 'y', at: 0, label: '' }]);
  });
  it('refuses what the results lack', () => {
    const draw = (more: object) =>
      figureSchema.parse({ points: { ...points, ...more } }).draw(exampleResults, HEADING, { language: 'en' });
    expect(() => draw({ model: 'two_parts' })).toThrow('nearest: "two_part"');
    expect(() => draw({ equation: 'piad' })).toThrow('nearest: "paid"');
    expect(() => draw({ variables: ['shceme'] })).toThrow('nearest: "scheme"');
  });
});
