/** Names inside a file of printed numbers, and keys that look misspelt. */
import { describe, expect, it } from 'vitest';
import { publishedSchema } from '../../../src/exhibits/published/schema.ts';
import { publishedFrom } from '../../../src/spec/load-published.ts';
import { parseYaml } from '../../../src/yaml/document.ts';
import { ignoredKeys } from '../../../src/yaml/ignored-keys.ts';

const SOUND = `schema: published-results/1
paper: { authors: A, year: 2000 }
star_conventions: [{ id: usual, thresholds: { "*": 0.05 } }]
tables:
  - id: t1
    star_convention: usual
    columns:
      - { id: a, reports: coefficient, n: 10 }
      - { id: b, reports: coefficient }
    rows:
      - { key: age, cells: { a: "0.1 (0.2)", b: "0.1 (0.2)" } }
      - { key: sex, cells: { a: "0.1 (0.2)" } }
facts:
  - { id: one, printed: "0.1", value: 0.1, ref: t1.age.b }
  - { id: two, printed: "2", value: 2, ref: t1 }
`;

/** The faults of a file, a line each. */
function faults(text: string): readonly string[] {
  try {
    publishedFrom(parseYaml(text, 'mine.yaml'));
    return [];
  } catch (error) {
    return (error as Error).message.split('\n');
  }
}

describe('names in printed numbers', () => {
  it('lets a sound file pass', () => {
    expect(faults(SOUND)).toEqual([]);
    expect(ignoredKeys(parseYaml(SOUND, 'mine.yaml'), publishedSchema)).toEqual([]);
  });

  it.each([
    ['star_convention: usual', 'star_convention: usul', 'mine.yaml:6:22', 'no star rule "usul"', 'nearest: "usual"'],
    ['ref: t1.age.b', 'ref: t1.sex.b', 'mine.yaml:14:49', 'no printed number "t1.sex.b"', 'nearest: "t1.sex.a"'],
    ['id: two', 'id: one', 'mine.yaml:15:11', 'a second fact "one"', ''],
    ['key: sex', 'key: age', 'mine.yaml:12:16', 'a second row "age"', ''],
    ['id: usual', 'id: other', 'mine.yaml:6:22', 'no star rule "usual"', ''],
  ])('%s -> %s', (from, to, place, finding, accepted) => {
    const said = faults(SOUND.replace(from, to)).find((line) => line.includes(place));
    expect(said).toMatch(/^E-SPEC-NAME /);
    expect(said).toContain(finding);
    expect(said).toContain(accepted);
  });

  it('takes no negative number of rows', () => {
    expect(faults(SOUND.replace('n: 10', 'n: -10')).join()).toContain('at least 0');
  });

  it('says which ignored keys look misspelt, and only those', () => {
    const text = SOUND.replace('{ key: sex,', '{ key: sex, grop: x, colour_of_the_ink: blue,').replace(
      'ref: t1 ',
      'reff: t1 ',
    );
    expect(ignoredKeys(parseYaml(text, 'mine.yaml'), publishedSchema)).toEqual([
      'mine.yaml:12:21: the key "grop" is not read; nearest: "group"',
      'mine.yaml:15:40: the key "reff" is not read; nearest: "ref"',
    ]);
  });
});
