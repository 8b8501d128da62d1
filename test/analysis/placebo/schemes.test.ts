import { describe, expect, it } from 'vitest';
import type { AssignedUnits, Scheme } from '../../../src/analysis/placebo/placebo.ts';
import { givenRollouts, permuteLabels, permuteRollout, randomRollout } from '../../../src/analysis/placebo/schemes.ts';
import { randomStream } from '../../../src/numerics/philox.ts';
import { thrown } from '../frames.ts';

const NEVER = Number.NaN;
const YEARS = [2014, NEVER, NEVER, 2018, NEVER, 2018, NEVER, NEVER];
const units: AssignedUnits = {
  names: ['11', '12', '13', '21', '22', '31', '32', '33'],
  actual: () => Float64Array.from(YEARS),
};
const sorted = (values: Float64Array) => [...values].map(String).sort();

/** Chi-squared of observed counts against equal chances, and the 0.9999 quantile of its distribution by Wilson and Hilferty. */
function uneven(counts: readonly number[]): boolean {
  const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  const statistic = counts.reduce((sum, count) => sum + (count - mean) ** 2 / mean, 0);
  const df = counts.length - 1;
  return statistic > df * (1 - 2 / (9 * df) + 3.719 * Math.sqrt(2 / (9 * df))) ** 3;
}

function drawn(scheme: Scheme, count: number): Float64Array[] {
  const space = scheme.space(units, []);
  return Array.from({ length: count }, (_, r) => space.random(randomStream(3, 'test', r)));
}

describe('schemes', () => {
  it('permute_rollout keeps the number of treated units and their years, every arrangement as likely', () => {
    const draws = drawn(permuteRollout(), 8000);
    for (const draw of draws) expect(sorted(draw)).toEqual(sorted(Float64Array.from(YEARS)));
    const space = permuteRollout().space(units, []);
    expect(space.size).toBe(168);
    const counts = new Map<string, number>();
    for (const draw of draws) counts.set(draw.join(), (counts.get(draw.join()) ?? 0) + 1);
    expect(counts.size).toBe(168);
    expect(uneven([...counts.values()])).toBe(false);
    const ranks = new Set(Array.from({ length: space.size }, (_, rank) => space.at(rank).join()));
    expect([...ranks].sort()).toEqual([...counts.keys()].sort());
  });

  it('does not touch the real assignment', () => {
    const actual = Float64Array.from(YEARS);
    const space = permuteRollout().space({ ...units, actual: () => actual }, []);
    for (let r = 0; r < 5; r++) space.random(randomStream(1, 'x', r));
    expect([...actual]).toEqual(YEARS);
  });

  it('random_units_random_years treats as many units as in truth, each unit and year as likely', () => {
    const draws = drawn(randomRollout({ years: [2014, 2016, 2018] }), 6000);
    const perUnit = YEARS.map((_, unit) => draws.filter((draw) => !Number.isNaN(draw[unit]!)).length);
    const perYear = [2014, 2016, 2018].map(
      (year) => draws.flatMap((draw) => [...draw]).filter((one) => one === year).length,
    );
    for (const draw of draws) expect(draw.filter((year) => !Number.isNaN(year)).length).toBe(3);
    expect(uneven(perUnit)).toBe(false);
    expect(uneven(perYear)).toBe(false);
    // the combination of years is drawn with replacement
    expect(draws.some((draw) => draw.filter((year) => year === 2016).length === 3)).toBe(true);
  });

  it('random_units_random_years draws observed years as often as they were observed', () => {
    const draws = drawn(randomRollout({ years: 'observed' }), 6000).flatMap((draw) => [...draw]);
    const share = draws.filter((year) => year === 2018).length / draws.filter((year) => !Number.isNaN(year)).length;
    expect(Math.abs(share - 2 / 3)).toBeLessThan(0.015);
    const five = drawn(randomRollout({ treated: 5, years: 'observed' }), 50);
    for (const draw of five) expect(draw.filter((year) => !Number.isNaN(year)).length).toBe(5);
  });

  it('random_units_random_years can be enumerated: sets of units times years', () => {
    const space = randomRollout({ treated: 2, years: [1, 2, 3] }).space(units, []);
    expect(space.size).toBe(28 * 9);
    const all = new Set(Array.from({ length: space.size }, (_, rank) => space.at(rank).join()));
    expect(all.size).toBe(28 * 9);
    expect(randomRollout({ treated: 8, years: Array(200).fill(1) }).space(units, []).size).toBe(Infinity);
  });

  it('permute_labels permutes whatever the labels are', () => {
    const space = permuteLabels().space({ ...units, actual: () => Float64Array.of(1, 1, 0, 0) }, []);
    expect(space.size).toBe(6);
    expect([...space.at(0)]).toEqual([1, 1, 0, 0]);
  });

  it('given takes roll-outs by the names of the units', () => {
    const file = { file: 'draws.csv', draw: 'd', unit: 'u', year: 'y' };
    const given = [
      { draw: 'a', adoptions: [{ unit: '13', year: 2015 }] },
      { draw: 'b', adoptions: [] },
    ];
    const space = givenRollouts(file).space(units, given);
    expect(space.size).toBe(2);
    expect([...space.at(0)]).toEqual(YEARS.map((_, unit) => (unit === 2 ? 2015 : NEVER)));
    expect([...space.at(1)].every(Number.isNaN)).toBe(true);
    const unknown = givenRollouts(file).space(units, [{ draw: 'c', adoptions: [{ unit: '14', year: 1 }] }]);
    expect(thrown(() => unknown.at(0))).toMatch(
      /^E-SPEC-NAME draws.csv: draw c names a unit that the model does not have; nearest/,
    );
  });

  it('refuse what cannot be drawn', () => {
    const space =
      (options: Parameters<typeof randomRollout>[0], actual = YEARS) =>
      () =>
        randomRollout(options).space({ ...units, actual: () => Float64Array.from(actual) }, []);
    expect(thrown(space({ treated: 9, years: [1] }))).toMatch(/9 treated units are asked for, the model has 8 units/);
    const none = YEARS.map(() => NEVER);
    expect(thrown(space({ years: [1] }, none))).toMatch(/no unit of the model is treated/);
    expect(thrown(space({ treated: 1, years: 'observed' }, none))).toMatch(/no observed year/);
  });
});
