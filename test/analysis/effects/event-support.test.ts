/** Support and identification of event times, against the table of the published roll-out that tells them by hand. */
import { describe, expect, it } from 'vitest';
import { at, run, staggeredCsv, staggeredSpec, studyOf } from './staggered.ts';

describe('support of the published roll-out, zeros beyond -2..4, unit and wave effects', async () => {
  const { result, support, warnings } = await studyOf({});

  it('counts pairs of unit and time, units, persons and rows', () => {
    const counts = support.rows.map(({ eventTime, names, units, persons, rows }) => [
      eventTime,
      names,
      units,
      persons,
      rows,
    ]);
    expect(counts).toEqual([
      [-2, ['qinghai 2014', 'shanghai 2014'], 2, 6, 6],
      [-1, ['ningxia 2014'], 1, 3, 3],
      [0, ['qinghai 2016', 'shanghai 2016'], 2, 6, 6],
      [1, ['ningxia 2016'], 1, 3, 3],
      [2, ['qinghai 2018', 'shanghai 2018', 'tianjin 2014'], 3, 9, 9],
      [3, ['chongqing 2014', 'ningxia 2018'], 2, 6, 6],
      [4, ['tianjin 2016'], 1, 3, 3],
    ]);
  });

  it('counts rows beyond the window, never and always treated', () => {
    const [left, right] = support.beyond;
    expect(left).toMatchObject({ side: 'left', rule: 'zero', unitTimes: 0, rows: 0 });
    expect(right).toMatchObject({ side: 'right', rule: 'zero', unitTimes: 6, units: 3, rows: 18 });
    expect(right!.names).toEqual([
      'beijing 2014',
      'beijing 2016',
      'beijing 2018',
      'chongqing 2016',
      'chongqing 2018',
      'tianjin 2018',
    ]);
    expect(support.neverTreated).toMatchObject({ units: 3, unitTimes: 9, rows: 27 });
    expect(support.alwaysTreated).toMatchObject({ units: 3, unitTimes: 9, rule: 'keep' });
    expect([support.offGrid, support.offGridRule]).toEqual([[2015], 'calendar']);
  });

  it('finds the odd side clean through Ningxia', () => {
    for (const time of [1, 3]) {
      expect(at(support, time)).toMatchObject({
        identification: 'clean',
        path: [{ from: String(time), to: '-1', units: ['ningxia'] }],
      });
    }
    expect(at(support, 1).detail.en).toBe('clean, within ningxia; one unit at one time');
    expect(at(support, 3).oneUnitTime).toBe(false);
  });

  it('finds the even side chained to Tianjin six years after', () => {
    const beyond = { from: '2', to: 'beyond', units: ['tianjin'] };
    expect(at(support, 2)).toMatchObject({ identification: 'chained', path: [beyond] });
    expect(at(support, 4)).toMatchObject({
      identification: 'chained',
      path: [{ from: '4', to: 'beyond', units: ['tianjin'] }],
      oneUnitTime: true,
    });
    for (const time of [-2, 0]) {
      expect(at(support, time)).toMatchObject({
        identification: 'chained',
        path: [{ from: String(time), to: '2', units: ['qinghai', 'shanghai'] }, beyond],
      });
    }
    expect(at(support, -2).detail.en).toBe('chained: 2 (qinghai, shanghai), then rows beyond the window (tianjin)');
  });

  it('estimates what the published audit says: alpha_2 is Tianjin 2014 less 2018, net of the never treated', async () => {
    const lines = staggeredCsv()
      .split('\n')
      .filter((line, i) => i === 0 || /,(tianjin|anhui|hebei|henan),/.test(line));
    const spec = staggeredSpec({ effects: '[coefficients]' })
      .replace('      - x\n', '')
      .replace('rollout: policy,', 'rollout: policy, outside: [beijing, chongqing, ningxia, qinghai, shanghai],');
    const net = (wave: number): number => {
      const mean = (units: RegExp): number => {
        const cells = lines.slice(1).map((line) => line.split(','));
        const y = cells
          .filter((cell) => units.test(cell[1]!) && Number(cell[3]) === wave)
          .map((cell) => Number(cell[5]));
        return y.reduce((sum, value) => sum + value, 0) / y.length;
      };
      return mean(/tianjin/) - mean(/anhui|hebei|henan/);
    };
    const { models } = await run(spec, lines.join('\n'));
    const of = (term: string) => models.study!.effects[0]!.estimates.find((one) => one.term === term)!.estimate;
    expect(of('event_time=2')).toBeCloseTo(net(2014) - net(2018), 12);
    expect(of('event_time=4')).toBeCloseTo(net(2016) - net(2018), 12);
  });

  it('has a coefficient for every event time but the reference, and nothing unidentified', () => {
    expect(result.effects[0]!.estimates.map(({ term }) => term)).toEqual([
      '(Intercept)',
      'x',
      ...[-2, 0, 1, 2, 3, 4].map((time) => `event_time=${time}`),
    ]);
    expect(support.unidentified).toEqual([]);
    expect(warnings.filter((warning) => warning.includes('not identified'))).toEqual([]);
    expect([support.within, support.reference]).toEqual(['unit', -1]);
  });
});

describe('other windows and rules', () => {
  it('bins: the even side chains through Tianjin, Chongqing and Ningxia', async () => {
    const { support } = await studyOf({ ends: 'bin' });
    expect(at(support, 1)).toMatchObject({ identification: 'clean', names: ['ningxia 2016'] });
    expect(at(support, 4)).toMatchObject({ identification: 'chained', unitTimes: 7, label: { en: '≥ 4' } });
    expect(at(support, 4).path).toEqual([
      { from: '4', to: '3', units: ['chongqing'] },
      { from: '3', to: '-1', units: ['ningxia'] },
    ]);
    expect(at(support, 2).path).toEqual([
      { from: '2', to: '4', units: ['tianjin'] },
      { from: '4', to: '3', units: ['chongqing'] },
      { from: '3', to: '-1', units: ['ningxia'] },
    ]);
    expect(at(support, 0).path[0]).toEqual({ from: '0', to: '2', units: ['qinghai', 'shanghai'] });
    expect(support.unidentified).toEqual([]);
    expect(support.beyond[1]).toMatchObject({ rule: 'bin', unitTimes: 6 });
  });

  it('drops: without the rows beyond no even event time meets a zero, though the fit prints numbers', async () => {
    const { result, support, warnings } = await studyOf({ ends: 'drop' });
    expect(support.unidentified).toEqual(['event_time=-2', 'event_time=0', 'event_time=2', 'event_time=4']);
    expect(at(support, 3)).toMatchObject({ identification: 'clean' });
    const printed = result.effects[0]!.estimates.filter(({ estimate }) => !Number.isNaN(estimate)).map(
      ({ term }) => term,
    );
    expect(printed).toContain('event_time=0');
    expect(at(support, 4).detail.en).toContain('collinear');
    expect(at(support, 0).detail.en).toBe(
      'not identified: measured against event_time=4, which the fit left out, and not against the reference',
    );
    expect(warnings.some((warning) => warning.startsWith('study.y: event_time=0: not identified'))).toBe(true);
    expect(result.equations[0]!.lost).toContainEqual({ reason: 'outside the event window -2..4', rows: 18 });
    expect(support.beyond[1]).toMatchObject({ rule: 'drop', rows: 18 });
  });

  it('drops always-treated units: the even side rests on two units that never meet a zero', async () => {
    const { result, support } = await studyOf({ always: 'drop' });
    expect(result.equations[0]!.lost).toContainEqual({ reason: 'always treated (adopted by 2014)', rows: 27 });
    expect(support.unidentified).toEqual(['event_time=-2', 'event_time=0', 'event_time=2', 'event_time=4']);
    expect(at(support, 4)).toMatchObject({ rows: 0, detail: { en: expect.stringContaining('empty level') } });
    expect(support.alwaysTreated).toMatchObject({ rule: 'drop', units: 3, rows: 27 });
  });

  it('waves: one cohort, every comparison clean', async () => {
    const { support } = await studyOf({ unit: 'waves', window: '[-1, 1]', always: 'drop' });
    expect(support.rows.map(({ eventTime, names, identification }) => [eventTime, names, identification])).toEqual([
      [-1, ['ningxia 2014', 'qinghai 2014', 'shanghai 2014'], 'reference'],
      [0, ['ningxia 2016', 'qinghai 2016', 'shanghai 2016'], 'clean'],
      [1, ['ningxia 2018', 'qinghai 2018', 'shanghai 2018'], 'clean'],
    ]);
  });

  it('first treated wave: Ningxia 2015 counts from 2016, and the reference -1 has no rows', async () => {
    const { support, warnings } = await studyOf({ offGrid: 'first_treated_wave' });
    expect(at(support, 0).names).toEqual(['ningxia 2016', 'qinghai 2016', 'shanghai 2016']);
    expect(at(support, -1)).toMatchObject({ rows: 0, identification: 'not_identified' });
    expect(
      warnings.some((warning) => warning.includes('the reference -1: not identified: the reference has no rows')),
    ).toBe(true);
    expect(at(support, 0).identification).toBe('chained');
  });

  it('region effects: other units are the comparison', async () => {
    const { support } = await studyOf({ fixedEffects: '[region, wave]' });
    expect(
      support.rows
        .filter(({ identification }) => identification !== 'reference')
        .every(({ identification }) => identification === 'across'),
    ).toBe(true);
    expect(support.within).toBeUndefined();
  });

  it('person effects are finer than units: the same comparisons within persons', async () => {
    const { support } = await studyOf({ fixedEffects: '[person, wave]' });
    expect(support.within).toBe('person');
    expect(at(support, 1)).toMatchObject({ identification: 'clean', path: [{ units: ['ningxia'] }] });
    expect(at(support, 0).identification).toBe('chained');
    const pooled = await studyOf({});
    expect(support.rows.map(({ rows }) => rows)).toEqual(pooled.support.rows.map(({ rows }) => rows));
  });

  it('no never-treated units: waves and units take up what is asked', async () => {
    const { support } = await studyOf({ ends: 'bin', always: 'drop' }, { never: [] });
    expect(support.unidentified.length).toBeGreaterThan(0);
  });

  it('the wave 2012 changes cells and adds no cohort', async () => {
    const { support } = await studyOf({ window: '[-4, 4]' }, { waves: [2012, 2014, 2016, 2018] });
    expect(at(support, -3).names).toEqual(['ningxia 2012']);
    expect(at(support, -4).names).toEqual(['qinghai 2012', 'shanghai 2012']);
    // Tianjin adopted in 2012, the first wave: always treated still
    expect(support.alwaysTreated.units).toBe(3);
  });

  it('carries through a logit with indicators as fixed effects', async () => {
    const { support, result } = await studyOf({ estimator: 'logit' }, { persons: 30 });
    expect(result.equations[0]!.fixedEffects).toEqual([
      { variable: 'unit', levels: 9, absorbed: false },
      { variable: 'wave', levels: 3, absorbed: false },
    ]);
    expect(at(support, 1)).toMatchObject({ identification: 'clean', rows: 30, persons: 30 });
    expect(result.effects[0]!.estimates.some(({ term }) => term.startsWith('unit='))).toBe(false);
  });

  it('names no private unit', async () => {
    const { models } = await run(
      staggeredSpec().replace('unit: { kind: category }', 'unit: { kind: category, private: true }'),
      staggeredCsv(),
    );
    const [support] = models.study!.supports!;
    expect(support!.rows.every(({ names, unitTimes }) => names === undefined || unitTimes === 0)).toBe(true);
    expect(JSON.stringify(support)).not.toMatch(/ningxia/);
  });

  it('refuses a unit whose rows adopt at different times', async () => {
    const effects = '[{event_support: {unit: region}}]';
    await expect(studyOf({ effects })).rejects.toThrow(
      /E-SPEC-VALUE.*"region" has rows with different times of adoption/,
    );
  });
});

describe('event_study', () => {
  const effects =
    '[coefficients, event_study, {event_study: {name: average, relative_to: pre_average}}, {event_study: {name: at_zero, relative_to: 0}}, {event_support: {unit: unit}}]';

  it('lists the whole window, the reference as zero, and changes the base exactly', async () => {
    const { result } = await studyOf({ effects });
    const of = (effect: string) => result.effects.find((one) => one.effect === effect)!.estimates;
    const coefficient = new Map(of('coefficients').map((one) => [one.term, one]));
    const b = (time: number) => coefficient.get(`event_time=${time}`)?.estimate ?? 0;
    const own = of('event_study');
    expect(own.map(({ level, estimate }) => [Number(level), estimate])).toEqual(
      [-2, -1, 0, 1, 2, 3, 4].map((time) => [time, b(time)]),
    );
    expect(own.map(({ stdError }) => stdError)).toEqual(
      [-2, -1, 0, 1, 2, 3, 4].map((time) => coefficient.get(`event_time=${time}`)?.stdError ?? 0),
    );
    expect(own[1]).toMatchObject({ estimate: 0, stdError: 0, statistic: Number.NaN });
    const mean = b(-2) / 2;
    of('average').forEach(({ level, estimate, reference }) => {
      expect(estimate).toBeCloseTo(b(Number(level)) - mean, 13);
      expect(reference).toBe('pre_average');
    });
    // -1 against the mean of -2 and -1 is half the distance between them
    expect(of('average')[1]!.stdError).toBeCloseTo(own[0]!.stdError / 2, 12);
    of('at_zero').forEach(({ level, estimate }) => {
      expect(estimate).toBeCloseTo(b(Number(level)) - b(0), 13);
    });
    expect(of('at_zero')[2]).toMatchObject({ estimate: 0, stdError: 0 });
  });

  it('refuses a base outside the window', async () => {
    await expect(studyOf({ effects: '[{event_study: {relative_to: 7}}]' })).rejects.toThrow(
      /relative_to: 7 has no coefficient/,
    );
  });
});
