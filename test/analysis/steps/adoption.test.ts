/** The time of adoption, from a roll-out and from a column of treatment. */
import { describe, expect, it } from 'vitest';
import { adoption } from '../../../src/analysis/steps/adoption.ts';
import { firstTreated } from '../../../src/analysis/steps/first-treated.ts';
import { categorical, frameOf, numeric, thrown, valuesOf } from '../frames.ts';

const rollout = [
  { unit: 'beijing', year: 2001 },
  { unit: 'ningxia', year: 2015 },
  { unit: 'qinghai', year: 2016 },
  { unit: 'hainan', year: 2020 },
];
const provinces = ['beijing', 'ningxia', 'qinghai', 'hainan', 'anhui', 'hunan'];
const frame = frameOf(
  categorical('province', provinces, ['beijing', 'ningxia', 'ningxia', 'anhui', 'hunan', 'qinghai']),
  numeric('wave', [2014, 2014, 2016, 2014, 2018, 2016]),
);

describe('adoption from a roll-out', () => {
  it('is the year of the unit, missing where it is not listed; the flow counts and classes', () => {
    const done = adoption({ name: 'year', key: 'province', rollout, time: 'wave' }).run(frame);
    expect(valuesOf(done.frame.columns.get('year')!)).toEqual([2001, 2015, 2015, null, null, 2016]);
    expect(done.flow.lost).toBe(0);
    expect(done.flow.notices.map(({ en }) => en)).toEqual([
      'year: adopted at some time, 3 of 5 units, 4 rows: beijing 2001, ningxia 2015, qinghai 2016',
      'year: never adopted, 2 of 5 units, 2 rows: anhui, hunan',
      'year: units of the roll-out without rows: hainan',
      'year: adopted by the first time 2014 (always treated), 1 of 5 units, 1 rows: beijing 2001',
      'year: adopted between times, 1 of 5 units, 2 rows: ningxia 2015',
    ]);
  });

  it('reads only the key, and the times where they are given', () => {
    expect(adoption({ name: 'year', key: 'province', rollout }).reads).toEqual(['province']);
    expect(adoption({ name: 'year', key: 'province', rollout, time: 'wave' }).reads).toEqual(['province', 'wave']);
    expect(adoption({ name: 'year', key: 'province', rollout }).creates).toEqual(['year']);
  });

  it('takes a numeric key by its codes', () => {
    const coded = frameOf(numeric('province', [11, 64, 34]));
    const done = adoption({
      name: 'year',
      key: 'province',
      rollout: [
        { unit: '11', year: 2001 },
        { unit: '46', year: 2012 },
      ],
    }).run(coded);
    expect(valuesOf(done.frame.columns.get('year')!)).toEqual([2001, null, null]);
    expect(done.flow.notices.map(({ en }) => en)).toContain('year: units of the roll-out without rows: 46');
  });

  it('names the nearest level for a unit that is none, unless it is outside the data', () => {
    const typo = [...rollout, { unit: 'ningxa', year: 2015 }];
    const step = (outside?: string[]) =>
      adoption({ name: 'year', key: 'province', rollout: typo, ...(outside && { outside }) });
    expect(thrown(() => step().run(frame))).toMatch(
      /E-SPEC-NAME the roll-out names "ningxa", which is no level of "province"; nearest: "ningxia"/,
    );
    expect(step(['ningxa']).run(frame).flow.lost).toBe(0);
    expect(thrown(() => step(['qinghay']))).toMatch(
      /E-SPEC-NAME "qinghay" is outside the data, but the roll-out does not have it; nearest: "qinghai"/,
    );
  });

  it('takes one programme of several, and refuses two entries for a unit', () => {
    const two = [
      { unit: 'beijing', year: 2001, programme: 'workers' },
      { unit: 'beijing', year: 2018, programme: 'residents' },
    ];
    const of = (programme?: string) =>
      adoption({ name: 'year', key: 'province', rollout: two, ...(programme && { programme }) });
    expect(valuesOf(of('residents').run(frame).frame.columns.get('year')!)[0]).toBe(2018);
    expect(thrown(() => of())).toMatch(
      /E-SPEC-VALUE the roll-out has two entries for "beijing"; say which programme: workers, residents/,
    );
    expect(thrown(() => of('resident'))).toMatch(/E-SPEC-NAME no programme "resident".*nearest: "residents"/);
  });

  it('refuses rows without a key: their adoption is unknown, not never', () => {
    const holes = frameOf(categorical('province', provinces, ['beijing', null, null]));
    expect(thrown(() => adoption({ name: 'year', key: 'province', rollout }).run(holes))).toMatch(
      /E-DATA-LEVEL 2 rows have no "province".*complete: \[province\]/,
    );
  });

  it('lists no unit of a private key', () => {
    const column = categorical('province', provinces, ['beijing', 'anhui']);
    const hidden = frameOf({ ...column, info: { ...column.info, private: true } });
    const { notices } = adoption({ name: 'year', key: 'province', rollout }).run(hidden).flow;
    expect(notices[1]!.en).toBe('year: never adopted, 1 of 2 units, 1 rows');
  });
});

describe('adoption from a column of treatment', () => {
  const treated = frameOf(
    categorical('state', ['a', 'b', 'c'], ['a', 'a', 'b', 'b', 'b', 'c', null]),
    numeric('year', [1991, 1990, 1990, 1992, 1993, 1990, 1990]),
    numeric('on', [1, 0, null, 1, 0, 0, 1]),
  );

  it('is the first treated time of the unit, in whatever order the rows stand', () => {
    const done = firstTreated({ name: 'first', key: 'state', treated: 'on', time: 'year' }).run(treated);
    expect(valuesOf(done.frame.columns.get('first')!)).toEqual([1991, 1991, 1992, 1992, 1992, null, null]);
    expect(done.flow.notices.map(({ en }) => en)).toEqual([
      'first: 2 of 3 units adopt, 1 never',
      'first: treatment ends again in 1 units; they count as treated after it',
    ]);
  });

  it('refuses a treatment that is not 0 or 1', () => {
    const broken = frameOf(categorical('state', ['a'], ['a']), numeric('year', [1]), numeric('on', [2]));
    expect(
      thrown(() => firstTreated({ name: 'first', key: 'state', treated: 'on', time: 'year' }).run(broken)),
    ).toMatch(/E-DATA-NUMBER/);
  });
});
