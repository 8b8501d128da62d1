/** Persons in a recipe: who returns from wave to wave, what stays the same about them, and counts dealt person by person. */
import { describe, expect, it } from 'vitest';
import { type Frame, getCategorical, getNumeric } from '../../../src/analysis/data/frame.ts';
import { recipeSchema } from '../../../src/analysis/simulate/registry.ts';
import { simulateFrame } from '../../../src/analysis/simulate/simulate.ts';
import { parseYaml } from '../../../src/yaml/document.ts';
import { validate } from '../../../src/yaml/validate.ts';

const RECIPE = `
schema: simulate/1
label: { en: Toy panel }
rows: 2500
seed: 3
exact_where: { column: part, level: inside }
steps:
  - rows: { column: row }
  - quotas: { column: wave, order: row, levels: { first: 1000, second: 900, third: 600 } }
  - quotas:
      column: part
      by: wave
      levels: { first: { inside: 600, outside: 400 }, second: { inside: 500, outside: 400 }, third: { inside: 400, outside: 200 } }
  - quotas: { column: place, by: wave, levels: { first: { a: 590, b: 10 }, second: { a: 450, b: 50 }, third: { a: 360, b: 40 } } }
  - cross: { column: cell, of: [part, place] }
  - panel: { column: person, wave: wave, by: cell, returning: 0.4 }
  - draw: { columns: [trait, other], from: normal, per: person }
  - draw: { columns: [mood], from: normal }
  - draw: { columns: [home], from: { normal: { mean: row } }, per: person }
  - draw: { columns: [rated], from: normal, per: person, where: wave == 'second' }
  - first: { column: first_row, of: row, per: person }
  - first: { column: first_wave, of: wave, per: person }
  - quotas:
      column: sex
      per: person
      by: place
      order: trait
      levels: { a: { man: 700, woman: 700 }, b: { man: 33, woman: 67 } }
  - shares: { column: school, per: person, by: place, levels: { a: { low: 0.25, high: 0.75 }, b: { low: 0.5, high: 0.5 } } }
  - quotas:
      column: later
      per: person
      counted: wave != 'first'
      levels: { no: 223, yes: 677 }
  - compute: { group: "if(wave == 'first', 'early', if(place == 'a', 'late_a', 'late_b'))" }
columns:
  person: {}
`;

const recipe = (text = RECIPE) => validate(parseYaml(text, 'toy.yaml'), recipeSchema);
const frame = simulateFrame(recipe(), 2500, 3);
const numbers = (name: string, of: Frame = frame) => getNumeric(of, name).values;
const names = (name: string, of: Frame = frame) => {
  const { codes, levels } = getCategorical(of, name);
  return Array.from(codes, (code) => (code === -1 ? '' : levels[code]!.name));
};
const rowsOf = (wave: string, of: Frame = frame) =>
  names('wave', of).flatMap((name, row) => (name === wave ? [row] : []));

describe('rows', () => {
  it('deals waves in blocks when they are the order', () => {
    expect(rowsOf('first')).toEqual(Array.from({ length: 1000 }, (_, i) => i));
    expect(rowsOf('third')[0]).toBe(1900);
  });
});

describe('panel', () => {
  const person = numbers('person');
  const cell = names('cell');

  it('brings back the share asked for from the wave before, group by group', () => {
    for (const [before, now] of [
      ['first', 'second'],
      ['second', 'third'],
    ] as const) {
      for (const group of new Set(cell)) {
        const inGroup = (wave: string) => rowsOf(wave).filter((row) => cell[row] === group);
        const there = new Set(inGroup(before).map((row) => person[row]));
        const back = inGroup(now).filter((row) => there.has(person[row]!));
        expect(back).toHaveLength(Math.min(there.size, Math.round(0.4 * inGroup(now).length)));
      }
    }
    // 10 rows of the first wave, 50 of the second: 20 were asked for, 10 were there to return
    const b = (wave: string) =>
      rowsOf(wave)
        .filter((row) => cell[row] === 'inside:b')
        .map((row) => person[row]!);
    expect(b('second').filter((one) => b('first').includes(one))).toHaveLength(10);
  });

  it('has nobody twice in a wave, in two groups, or back after a gap', () => {
    const groupOf = new Map<number, string>();
    person.forEach((one, row) => {
      expect(groupOf.get(one) ?? cell[row]).toBe(cell[row]);
      groupOf.set(one, cell[row]!);
    });
    const waves = ['first', 'second', 'third'].map((wave) => rowsOf(wave).map((row) => person[row]!));
    for (const wave of waves) expect(new Set(wave).size).toBe(wave.length);
    const [first, second, third] = waves.map((wave) => new Set(wave));
    expect([...third!].filter((one) => first!.has(one) && !second!.has(one))).toEqual([]);
  });

  it('numbers persons from 1 in the order of the file', () => {
    const seen = [...new Set(person)];
    expect(seen).toEqual(Array.from({ length: seen.length }, (_, i) => i + 1));
    // 1000 in the first wave; new in the second: 900 less those who return
    const returning = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0);
    expect(seen).toHaveLength(2500 - returning(returningCounts()));
  });

  function returningCounts(): number[] {
    const count = (wave: string, group: string) => rowsOf(wave).filter((row) => cell[row] === group).length;
    return [...new Set(cell)].flatMap((group) =>
      [
        ['first', 'second'],
        ['second', 'third'],
      ].map(([before, now]) => Math.min(count(before!, group), Math.round(0.4 * count(now!, group)))),
    );
  }

  it('lets persons return anywhere without groups', () => {
    const text = `
schema: simulate/1
label: { en: One group }
rows: 190
seed: 1
steps:
  - rows: { column: row }
  - quotas: { column: wave, order: row, levels: { one: 100, two: 90 } }
  - panel: { column: person, wave: wave, returning: 0.4 }
columns: { person: {} }
`;
    const persons = numbers('person', simulateFrame(recipe(text), 190, 1));
    const before = new Set(persons.slice(0, 100));
    expect(persons.slice(100).filter((one) => before.has(one))).toHaveLength(36);
  });
});

describe('draw per person', () => {
  const person = numbers('person');

  it('is the same in all rows of a person, and other columns differ', () => {
    const byPerson = new Map<number, number>();
    numbers('trait').forEach((value, row) => {
      expect(byPerson.get(person[row]!) ?? value).toBe(value);
      byPerson.set(person[row]!, value);
    });
    expect(new Set(byPerson.values()).size).toBe(byPerson.size);
    expect(numbers('other')).not.toEqual(numbers('trait'));
    // person + row noise of variance one each: within persons the covariance of two rows is one half of the variance
    const values = numbers('trait').map((value, row) => value + numbers('mood')[row]!);
    const pairs = rowsOf('second').flatMap((row) => {
      const before = person.findIndex((one, at) => one === person[row] && at < 1000);
      return before === -1 ? [] : [[values[before]!, values[row]!] as const];
    });
    expect(pairs.length).toBeGreaterThan(300);
    const covariance = pairs.reduce((sum, [a, b]) => sum + a * b, 0) / pairs.length;
    // the variance of a product of normals with variances 2 and covariance 1 is 5
    expect(Math.abs(covariance - 1)).toBeLessThan((4 * Math.sqrt(5)) / Math.sqrt(pairs.length));
  });

  it('takes parameters at the first row, and leaves out rows that are not asked', () => {
    const firstRow = numbers('first_row');
    numbers('home').forEach((value, row) => {
      expect(Math.abs(value - firstRow[row]!)).toBeLessThan(6);
    });
    numbers('rated').forEach((value, row) => {
      expect(Number.isNaN(value)).toBe(names('wave')[row] !== 'second');
    });
  });

  it('holds the first value of numbers and categories', () => {
    expect(Array.from(numbers('first_row'))).toEqual(Array.from(person, (one) => person.indexOf(one) + 1));
    const waves = names('wave');
    expect(names('first_wave')).toEqual(Array.from(person, (one) => waves[person.indexOf(one)]));
  });

  it('draws for the levels of a category as well', () => {
    const text = RECIPE.replace(
      '  - draw: { columns: [mood]',
      '  - draw: { columns: [climate], from: normal, per: place }\n  - draw: { columns: [mood]',
    );
    const values = numbers('climate', simulateFrame(recipe(text), 2500, 3));
    expect(new Set(Array.from(values, (value, row) => `${names('place')[row]} ${value}`)).size).toBe(2);
  });
});

describe('quotas per person', () => {
  const person = numbers('person');
  const inside = names('part').map((part) => part === 'inside');

  it('hold to the row in the core, with persons in one piece', () => {
    const sex = names('sex');
    const place = names('place');
    const count = (where: string, level: string) =>
      sex.filter((one, row) => one === level && inside[row] && place[row] === where).length;
    expect([count('a', 'man'), count('a', 'woman'), count('b', 'man'), count('b', 'woman')]).toEqual([
      700, 700, 33, 67,
    ]);
    const ofPerson = new Map<number, string>();
    sex.forEach((level, row) => {
      expect(ofPerson.get(person[row]!) ?? level).toBe(level);
      ofPerson.set(person[row]!, level);
    });
    // outside the core in proportion: 700 of 1400
    const outside = sex.filter((_, row) => !inside[row] && place[row] === 'a');
    expect(outside.filter((level) => level === 'man').length / outside.length).toBeCloseTo(0.5, 1);
  });

  it('follow the order but for those who had to wait', () => {
    const trait = numbers('trait');
    const sex = names('sex');
    const men = trait.filter((_, row) => sex[row] === 'man' && inside[row] && names('place')[row] === 'a').sort();
    const women = trait.filter((_, row) => sex[row] === 'woman' && inside[row] && names('place')[row] === 'a').sort();
    // whole persons: at most a handful near the border is out of order
    expect(men.at(-5)).toBeLessThanOrEqual(women[4]!);
  });

  it('count only the rows asked for; who has none of them is dealt in proportion', () => {
    const later = names('later');
    const wave = names('wave');
    const counted = later.filter((_, row) => inside[row] && wave[row] !== 'first');
    expect([counted.length, counted.filter((level) => level === 'no').length]).toEqual([900, 223]);
    expect(later).not.toContain('');
    const others = later.filter((_, row) => !inside[row]);
    expect(others.filter((level) => level === 'no').length / others.length).toBeCloseTo(223 / 900, 1);
  });

  it('shares are proportions of rows', () => {
    const rows = names('school').filter((_, row) => names('place')[row] === 'a' && inside[row]);
    expect(rows.filter((level) => level === 'low').length).toBe(350);
  });

  it('refuse groups that change within a person, and counts that do not add up', () => {
    const text = (from: string, to: string) => {
      expect(RECIPE).toContain(from);
      return () => simulateFrame(recipe(RECIPE.replace(from, to)), 2500, 3);
    };
    expect(text('per: person, by: place', 'per: person, by: wave')).toThrow(/"wave" is not the same in all rows/);
    expect(text('no: 223', 'no: 222')).toThrow(/add up to 899, there are 900 rows/);
  });

  it('refuse counts that whole persons cannot fill', () => {
    const text = `
schema: simulate/1
label: { en: Pairs }
rows: 4
seed: 1
steps:
  - rows: { column: row }
  - quotas: { column: wave, order: row, levels: { one: 2, two: 2 } }
  - panel: { column: person, wave: wave, returning: 1 }
  - quotas: { column: sex, per: person, levels: { man: 1, woman: 3 } }
columns: { person: {} }
`;
    expect(() => simulateFrame(recipe(text), 4, 1)).toThrow(/no persons are left whose rows add up/);
  });
});

describe('compute', () => {
  it('makes a category of a choice between texts', () => {
    const group = names('group');
    expect(new Set(group)).toEqual(new Set(['early', 'late_a', 'late_b']));
    expect(group.filter((name) => name === 'early')).toHaveLength(1000);
  });
});
