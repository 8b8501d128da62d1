/** Figures of an event study and of draws, as data. */
import { describe, expect, it } from 'vitest';
import { figureSchema } from '../../../src/exhibits/figures/registry.ts';
import type { Results } from '../../../src/results/results.ts';
import { didResults, eventModel, placebo } from '../did-results.ts';

const HEADING = { id: 'figure_2', number: 2, title: { en: 'Event study', zh: '事件研究' }, notes: [{ en: 'A note.' }] };

function draw(figure: object, results: Results = didResults, language: 'en' | 'zh' = 'en') {
  return figureSchema.parse(figure).draw(results, HEADING, { language });
}

describe('event_study', () => {
  it('has a point per event time, the reference hollow at zero, and keeps the place of one without a number', () => {
    const { points, mark, lines, xLabel } = draw({ event_study: { model: 'event' } });
    expect(points.map(({ x, y, hollow }) => [x, y, hollow ?? false])).toEqual([
      [-2, 0.021, false],
      [-1, 0, true],
      [0, 0.143, false],
      [1, 0.2451, false],
      [2, -0.06, false],
      [3, -0.08, false],
      [4, Number.NaN, false],
    ]);
    expect(points[0]!.low).toBeCloseTo(0.021 - 1.959963984540054 * 0.1, 15);
    expect(points[1]).not.toHaveProperty('low');
    expect(points[6]).not.toHaveProperty('low');
    expect({ mark, lines, xLabel }).toEqual({
      mark: 'points',
      lines: [{ axis: 'y', at: 0, label: '' }],
      xLabel: 'Years since adoption',
    });
  });

  it('has the support under the axis', () => {
    expect(draw({ event_study: { model: 'event' } }).under).toEqual([
      { label: 'province-waves', texts: ['2', '1', '2', '1', '3', '3', '1'] },
      { label: 'persons', texts: ['26', '9', '27', '9', '30', '41', '9'] },
      { label: 'identified', texts: ['chain', 'ref.*', 'chain', 'clean*', 'chain', 'chain', 'none*'] },
    ]);
    const { notes } = draw({ event_study: { model: 'event' } });
    expect(notes[1]).toContain('chain: joined to a zero only through other event times');
    expect(notes[1]).not.toContain('across');
  });

  it('puts the reference in where the effect leaves it out, and needs no support', () => {
    const [effect] = eventModel.effects;
    const without = { ...effect!, estimates: effect!.estimates.filter(({ level }) => level !== '-1') };
    const { supports: _, ...model } = eventModel;
    const figure = draw(
      { event_study: { model: 'event' } },
      { ...didResults, models: { event: { ...model, effects: [without] } } },
    );
    expect(figure.points.map(({ x }) => x)).toEqual([-2, -1, 0, 1, 2, 3, 4]);
    expect(figure.points[1]).toEqual({ x: -1, y: 0, hollow: true });
    expect(figure).not.toHaveProperty('under');
  });

  it('stands beside published values by event time, in percentage points where it is', () => {
    const shape = figureSchema.parse({
      event_study: {
        model: 'event',
        percentage_points: true,
        published: 'fig2',
        published_values: { m_plus_1: 1, m_plus_9: 9 },
      },
    });
    expect(shape.matches(didResults)).toEqual([{ cell: 'fig2.m_plus_1', value: 24.51, stdError: 10 }]);
    expect(shape.needs).toEqual({ models: ['event'], summaries: [] });
  });

  it.each([
    [{ model: 'evnt' }, 'nearest: "event"'],
    [{ model: 'event', effect: 'event_studdy' }, 'nearest: "event_study"'],
    [
      { model: 'event', variable: 'event_tiem' },
      'no event-time variable in event_study of event "event_tiem"; nearest: "event_time"',
    ],
    [{ model: 'with_controls', effect: 'coefficients' }, 'no event-time variable'],
  ])('refuses what the results lack: %j', (options, message) => {
    expect(() => draw({ event_study: options })).toThrow(message);
  });
});

describe('cloud', () => {
  it('has a point per draw with a number, and the real one under its name', () => {
    const { points, lines, mark, notes, margin } = draw({ cloud: { placebo: 'provinces' } });
    expect(points).toHaveLength(498);
    expect(points.at(-1)).toEqual({ x: 0.653, y: 0.0117, marked: 'real' });
    expect(points.filter(({ marked }) => marked !== undefined)).toHaveLength(1);
    expect(mark).toBe('cloud');
    expect(lines).toEqual([
      { axis: 'y', at: 0.05, label: 'p = 0.05' },
      { axis: 'x', at: 0.653, label: '' },
    ]);
    expect(notes[0]).toMatch(/^Real estimate of Policy: 0.653, p 0.012; \d+ of 497 draws at least as far from zero/);
    expect(margin!.curve).toHaveLength(128);
    expect(draw({ cloud: { placebo: 'provinces', density: false } })).not.toHaveProperty('margin');
  });

  it('stands beside the published p value', () => {
    const shape = figureSchema.parse({
      cloud: { placebo: 'provinces', published: 'fig3', published_p_value: 'actual_p' },
    });
    expect(shape.matches(didResults)).toEqual([{ cell: 'fig3.actual_p', value: 0.0117 }]);
    expect(shape.needs.placebos).toEqual(['provinces']);
  });

  it('refuses draws without p values', () => {
    const whole = placebo(20);
    const none = new Float64Array(20).fill(Number.NaN);
    const results = { ...didResults, placebos: { provinces: { ...whole, draws: { ...whole.draws, pValue: none } } } };
    results.placebos.provinces.actual = { ...whole.actual, pValue: Number.NaN } as never;
    expect(() => draw({ cloud: { placebo: 'provinces' } }, results)).toThrow(
      'no draw of placebo "provinces" has a p value',
    );
    expect(() => draw({ cloud: { placebo: 'province' } })).toThrow('nearest: "provinces"');
  });
});

describe('density', () => {
  it('is a curve over the draws with the real value as a line', () => {
    const { mark, points, lines } = draw({ density: { placebo: 'provinces', values: 'statistic' } });
    expect(mark).toBe('area');
    expect(points).toHaveLength(128);
    expect(lines).toEqual([{ axis: 'x', at: 0.653 / 0.259, label: '2.521' }]);
  });

  it('is that of the bootstrap of a mediation', () => {
    const figure = draw({ density: { mediation: 'objective', scale: 'coefficient', mediator: 'objective' } });
    expect(figure.lines[0]!.at).toBe(0.0777);
    expect(figure.notes[0]).toContain('499 draws');
    const wrong = { mediation: 'objective', scale: 'marginal_effect' };
    expect(() => draw({ density: wrong })).toThrow('no bootstrap of mediation objective "marginal_effect product"');
  });
});
