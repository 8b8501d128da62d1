/** Adoption terms: who is treated when, and which event time a row has, under every rule. */
import { describe, expect, it } from 'vitest';
import type { Frame } from '../../../src/analysis/data/frame.ts';
import { buildDesign } from '../../../src/analysis/design/build-design.ts';
import type { Equation } from '../../../src/analysis/design/design.ts';
import { type EventTimeRule, eventTimeTerm } from '../../../src/analysis/terms/event-time.ts';
import { fixedEffectTerm } from '../../../src/analysis/terms/fixed-effect.ts';
import { interactionTerm } from '../../../src/analysis/terms/interaction.ts';
import { termSchema } from '../../../src/analysis/terms/registry.ts';
import type { Term } from '../../../src/analysis/terms/term.ts';
import { treatedPostTerm } from '../../../src/analysis/terms/treated-post.ts';
import { variableTerm } from '../../../src/analysis/terms/variable.ts';
import { denseColumns } from '../../../src/numerics/block-kernels.ts';
import { categorical, frameOf, numeric, thrown } from '../frames.ts';

// cohorts 2014 (always treated), 2015 (between waves), 2016, 2020 (after the last wave) and never; waves 2014, 2016, 2018
const COHORTS = [2014, 2015, 2016, 2020, null];
const WAVES = [2014, 2016, 2018];
const cells = COHORTS.flatMap((cohort) => WAVES.map((wave) => ({ cohort, wave })));
const frame = frameOf(
  numeric(
    'adopted',
    cells.map(({ cohort }) => cohort),
  ),
  numeric(
    'wave',
    cells.map(({ wave }) => wave),
  ),
  numeric(
    'y',
    cells.map((_, i) => i),
  ),
  categorical(
    'sex',
    ['m', 'f'],
    cells.map((_, i) => (i % 2 === 0 ? 'm' : 'f')),
  ),
);

const rule: EventTimeRule = {
  adopted: 'adopted',
  time: 'wave',
  window: [-2, 2],
  ends: { left: 'zero', right: 'zero' },
  reference: -1,
  unit: 'years',
  offGrid: 'calendar',
  alwaysTreated: 'keep',
};

function design(terms: readonly Term[], sample: Frame = frame, requires: readonly string[] = []) {
  const equation: Equation = { name: 'y', label: { en: 'y' }, outcome: 'y', terms, intercept: false, requires };
  return buildDesign(equation, sample);
}

/** For every row the event time of its indicator, 0 for none of them, by cohort. */
function indicators(asked: Partial<EventTimeRule>): (string | null)[][] {
  const { columns, blocks, rows } = design([eventTimeTerm({ ...rule, ...asked })]);
  const dense = denseColumns(blocks);
  const of = new Map([...rows].map((row, i) => [row, columns.find((_, j) => dense[j]![i] === 1)?.level ?? '.']));
  return COHORTS.map((_, cohort) => WAVES.map((_, wave) => of.get(cohort * WAVES.length + wave) ?? null));
}

describe('treated_post', () => {
  it('is one from adoption on, zero before and where nothing was adopted', () => {
    const { columns, blocks, rows } = design([treatedPostTerm({ adopted: 'adopted', time: 'wave' })]);
    expect(columns.map(({ id }) => id)).toEqual(['treated_post']);
    expect([...denseColumns(blocks)[0]!]).toEqual([1, 1, 1, 0, 1, 1, 0, 1, 1, 0, 0, 0, 0, 0, 0]);
    expect(rows).toHaveLength(15);
  });

  it('takes a lag, and leaves out always-treated units when told', () => {
    const { blocks, lost } = design([
      treatedPostTerm({ adopted: 'adopted', time: 'wave', lag: 1, alwaysTreated: 'drop' }),
    ]);
    // with a lag of one year the cohort 2014 is first treated in 2016: nobody is treated in the first wave
    expect([...denseColumns(blocks)[0]!]).toEqual([0, 1, 1, 0, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0]);
    expect(lost).toEqual([]);
    const dropped = design([treatedPostTerm({ adopted: 'adopted', time: 'wave', alwaysTreated: 'drop' })]);
    expect(dropped.lost).toEqual([{ reason: 'always treated (adopted by 2014)', rows: 3 }]);
  });

  it('still loses rows for its missing column where something else needs it', () => {
    const both = design([treatedPostTerm({ adopted: 'adopted', time: 'wave' })], frame, ['adopted']);
    expect(both.lost).toEqual([{ reason: 'missing adopted', rows: 3 }]);
  });

  it('refuses an infinite time of adoption', () => {
    const broken = frameOf(numeric('adopted', [Infinity]), numeric('wave', [1]), numeric('y', [1]));
    expect(thrown(() => design([treatedPostTerm({ adopted: 'adopted', time: 'wave' })], broken))).toMatch(
      /E-DATA-NUMBER.*infinite/,
    );
  });
});

describe('event_time in years', () => {
  it('zero: beyond the window and never adopted have no indicator', () => {
    expect(indicators({})).toEqual([
      ['0', '2', '.'],
      ['.', '1', '.'],
      ['-2', '0', '2'],
      ['.', '.', '-2'],
      ['.', '.', '.'],
    ]);
  });

  it('bin: rows beyond join the first and last event time, never adopted stay out', () => {
    expect(indicators({ ends: { left: 'bin', right: 'bin' } })).toEqual([
      ['0', '2', '2'],
      ['.', '1', '2'],
      ['-2', '0', '2'],
      ['-2', '-2', '-2'],
      ['.', '.', '.'],
    ]);
  });

  it('drop: rows beyond leave; each end has its own rule', () => {
    expect(indicators({ ends: { left: 'drop', right: 'drop' } })).toEqual([
      ['0', '2', null],
      ['.', '1', null],
      ['-2', '0', '2'],
      [null, null, '-2'],
      ['.', '.', '.'],
    ]);
    expect(indicators({ ends: { left: 'zero', right: 'bin' } })[0]).toEqual(['0', '2', '2']);
    const { lost } = design([eventTimeTerm({ ...rule, ends: { left: 'drop', right: 'drop' } })]);
    expect(lost).toEqual([{ reason: 'outside the event window -2..2', rows: 4 }]);
  });

  it('first treated wave: the cohort of 2015 counts from 2016', () => {
    expect(indicators({ offGrid: 'first_treated_wave' })[1]).toEqual(['-2', '0', '2']);
    // adoption before the first and after the last wave stays where the calendar has it
    expect(indicators({ offGrid: 'first_treated_wave' })[0]).toEqual(['0', '2', '.']);
  });

  it('always treated: units that adopted by the first wave of the rows that are used leave', () => {
    expect(indicators({ alwaysTreated: 'drop' })[0]).toEqual([null, null, null]);
    const later = design([eventTimeTerm({ ...rule, alwaysTreated: 'drop' })], frameOf(...[...frame.columns.values()]));
    expect(later.lost).toEqual([{ reason: 'always treated (adopted by 2014)', rows: 3 }]);
  });

  it('needs a rule for cohorts between waves, and only where there are some', () => {
    const { offGrid: _, ...undeclared } = rule;
    expect(thrown(() => design([eventTimeTerm(undeclared)]))).toMatch(
      /E-SPEC-VALUE.*adoption in 2015 lies between the waves.*off_grid/,
    );
    const onGrid = frameOf(
      numeric('adopted', [2014, 2014, 2014, null]),
      numeric('wave', [2012, 2014, 2016, 2016]),
      numeric('y', [1, 2, 3, 4]),
    );
    expect(design([eventTimeTerm(undeclared)], onGrid).rows).toHaveLength(4);
  });

  it('refuses event times that are no whole numbers', () => {
    const halves = frameOf(numeric('adopted', [2014.5, 2014.5]), numeric('wave', [2014, 2016]), numeric('y', [1, 2]));
    expect(thrown(() => design([eventTimeTerm(rule)], halves))).toMatch(/E-FIT-IDENTIFICATION.*not whole/);
  });
});

describe('event_time in waves', () => {
  it('counts waves from the first treated one, regular gaps beyond the grid', () => {
    expect(indicators({ unit: 'waves' })).toEqual([
      ['0', '1', '2'],
      ['.', '0', '1'],
      ['.', '0', '1'],
      ['.', '-2', '.'],
      ['.', '.', '.'],
    ]);
  });

  it('refuses irregular waves only where a cohort lies outside them', () => {
    const waves = [2010, 2014, 2016];
    const of = (cohort: number) =>
      frameOf(numeric('adopted', [cohort, cohort, cohort]), numeric('wave', waves), numeric('y', [1, 2, 3]));
    expect(design([eventTimeTerm({ ...rule, unit: 'waves' })], of(2013)).columns).toHaveLength(4);
    expect(thrown(() => design([eventTimeTerm({ ...rule, unit: 'waves' })], of(2001)))).toMatch(
      /E-FIT-IDENTIFICATION.*not equally far apart/,
    );
  });
});

describe('a window', () => {
  it('must hold its reference and not end before it begins', () => {
    expect(thrown(() => eventTimeTerm({ ...rule, window: [4, -2] }))).toMatch(
      /E-SPEC-VALUE the event window 4\.\.-2 ends before it begins; -2\.\.4/,
    );
    expect(thrown(() => eventTimeTerm({ ...rule, window: [0, 4] }))).toMatch(
      /E-SPEC-VALUE the reference -1 is not in the event window 0\.\.4/,
    );
    expect(thrown(() => eventTimeTerm({ ...rule, window: [-1, -1] }))).toMatch(/holds one event time/);
    expect(eventTimeTerm({ ...rule, window: [-4, -1] }).name).toBe('event_time');
  });

  const asYaml = {
    adopted: 'adopted',
    time: 'wave',
    ends: 'zero',
    reference: -1,
    unit: 'years',
    always_treated: 'keep',
  };
  it.each([['-2..4'], ['-2 .. +4'], [[-2, 4]]])('is read from %j', (window) => {
    const term = termSchema.parse({ event_time: { ...asYaml, window } });
    expect((term as { event?: EventTimeRule }).event!.window).toEqual([-2, 4]);
  });

  it.each([['4'], ['-2...4'], ['a..b'], [[-2, 4, 6]], [[-2.5, 4]]])('is not read from %j', (window) => {
    expect(termSchema.safeParse({ event_time: { ...asYaml, window } }).success).toBe(false);
  });

  it.each(['ends', 'reference', 'unit', 'always_treated', 'window', 'adopted', 'time'])(
    'needs %s: a paper that leaves it open is not decided here',
    (key) => {
      const { [key as keyof typeof asYaml]: _, ...rest } = { ...asYaml, window: '-2..4' } as Record<string, unknown>;
      expect(termSchema.safeParse({ event_time: rest }).success).toBe(false);
    },
  );
});

describe('as terms', () => {
  it('makes one variable that interactions and counterfactuals take like any other', () => {
    const event = eventTimeTerm(rule);
    const product = interactionTerm([event, variableTerm('sex')]);
    const built = design([event, variableTerm('sex'), product]);
    expect(built.columns.map(({ id }) => id)).toContain('event_time=-2:sex=f');
    expect(built.rows).toHaveLength(15);
    expect(built.frame.columns.has('event_time')).toBe(true);
  });

  it('binds on a frame without the made column, and prefers the column where it is there', () => {
    const bound = eventTimeTerm(rule).bind(frame);
    expect(bound.columns.map(({ id }) => id)).toEqual([
      'event_time=-2',
      'event_time=0',
      'event_time=1',
      'event_time=2',
    ]);
    expect([...bound.block(frame).codes!].slice(0, 3)).toEqual([1, 3, -1]);
  });

  it('refuses a data column of the same name among the terms', () => {
    const clash = frameOf(
      ...frame.columns.values(),
      numeric(
        'event_time',
        cells.map(() => 1),
      ),
    );
    expect(thrown(() => design([variableTerm('event_time'), eventTimeTerm(rule)], clash))).toMatch(
      /E-SPEC-VALUE.*"event_time" is a column of the data/,
    );
    expect(design([variableTerm('event_time'), eventTimeTerm({ ...rule, name: 'since' })], clash).columns[1]!.id).toBe(
      'since=-2',
    );
  });
});

describe('fixed effects', () => {
  const levels = categorical('r', ['a', 'b', 'c', 'd'], ['b', 'd', 'b', null]);
  const small = frameOf(levels, numeric('y', [1, 2, 3, 4]));

  it('have indicators of the levels with rows only, against the reference if it has rows', () => {
    expect(
      fixedEffectTerm('r')
        .bind(small)
        .columns.map(({ id, fixedEffect }) => [id, fixedEffect]),
    ).toEqual([['r=d', true]]);
    const withReference = { ...levels, info: { ...levels.info, reference: 'd' } };
    const referred = frameOf(withReference, numeric('y', [1, 2, 3, 4]));
    expect(
      fixedEffectTerm('r')
        .bind(referred)
        .columns.map(({ id }) => id),
    ).toEqual(['r=b']);
    const absent = frameOf({ ...levels, info: { ...levels.info, reference: 'a' } });
    expect(
      fixedEffectTerm('r')
        .bind(absent)
        .columns.map(({ id }) => id),
    ).toEqual(['r=d']);
  });

  it('take a number as levels', () => {
    const waves = frameOf(numeric('wave', [2014, 2012, 2014]));
    const bound = fixedEffectTerm('wave').bind(waves);
    expect(bound.columns.map(({ id }) => id)).toEqual(['wave=2014']);
    expect([...bound.block(waves).codes!]).toEqual([0, -1, 0]);
  });

  it('refuse a level that no row had when they were bound', () => {
    const bound = fixedEffectTerm('r').bind(small);
    const other = frameOf(categorical('r', ['a', 'b', 'c', 'd'], ['c']));
    expect(thrown(() => bound.block(other))).toMatch(/E-DATA-LEVEL/);
  });
});
