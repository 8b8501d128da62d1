/** Typing by the codebook: kinds, levels, missing codes, exact decimals, and what is refused without quoting a value. */
import { describe, expect, it } from 'vitest';
import { toCategorical } from '../../../src/analysis/data/categorical.ts';
import { codebookColumn, type DeclaredColumn } from '../../../src/analysis/data/codebook.ts';
import type { CategoricalColumn, NumericColumn } from '../../../src/analysis/data/column.ts';
import { selectRows } from '../../../src/analysis/data/frame.ts';
import { readCsv } from '../../../src/analysis/data/read-csv.ts';
import { rejected, thrown, valuesOf } from '../frames.ts';

async function* once(text: string) {
  yield Buffer.from(text);
}

/** One column `x` of the given cells (a second column keeps empty cells from being blank lines). */
async function readColumn(cells: readonly string[], declared?: DeclaredColumn, missing: readonly string[] = []) {
  const text = `x,end\n${cells.map((cell) => `${cell},\n`).join('')}`;
  const columns = new Map(declared === undefined ? [] : [['x', codebookColumn('x', declared)] as const]);
  const data = await readCsv({ stream: once(text), name: 'survey.csv' }, { missing, columns }, { columns: ['x'] });
  return { column: data.frame.columns.get('x')!, notices: data.notices, frame: data.frame };
}

const valuesRead = async (cells: readonly string[], declared?: DeclaredColumn, missing?: readonly string[]) =>
  valuesOf((await readColumn(cells, declared, missing)).column);

describe('numbers', () => {
  it('follow a strict grammar', async () => {
    const cells = ['1', '-2.5', '+3', '.5', '4.', '1e3', '-1.5E-2', ' 7 ', '007', '9007199254740991', '', '-0'];
    expect(await valuesRead(cells, { kind: 'number' })).toEqual([
      1,
      -2.5,
      3,
      0.5,
      4,
      1000,
      -0.015,
      7,
      7,
      9007199254740991,
      null,
      -0,
    ]);
  });

  it.each(['0x1F', 'Infinity', 'NaN', '1d3', '1_000', '--1', '1e', '.', '1.2.3', '٣', '1/2', '(5)', '¥5', 'e5'])(
    'refuse %s',
    async (cell) => {
      const said = await rejected(readColumn(['1', cell, '2', cell], { kind: 'number' }));
      expect(said).toContain('E-DATA-NUMBER survey.csv:3: column "x": 2 values are not numbers (1 distinct)');
      expect(said).not.toContain(cell === '.' || cell === 'e5' ? `"${cell}"` : cell);
    },
  );

  it('say what is wrong where it can be said', async () => {
    expect(await rejected(readColumn(['"1,000"', '"12,000.5"'], { kind: 'number' }))).toContain(
      '2 values are not numbers (2 distinct: thousands separators); export the numbers without',
    );
    expect(await rejected(readColumn(['5%'], { kind: 'number' }))).toContain(
      '1 value is not a number (1 distinct: percent signs)',
    );
    const id = '110101199003077758';
    const said = await rejected(readColumn(['1', id], { kind: 'number' }));
    expect(said).toContain(
      'an integer beyond 2^53, whose digits a number would lose); an identifier? give the column kind: id',
    );
    expect(said).not.toContain(id);
    expect(await rejected(readColumn(['1e999'], { kind: 'number' }))).toContain('beyond the range of numbers');
  });

  it('quote values only of columns that are not private', async () => {
    expect(await rejected(readColumn(['oops'], { kind: 'number', private: false }))).toContain('(1 distinct: "oops")');
    expect(await rejected(readColumn(['oops'], { kind: 'number', private: true }))).not.toContain('oops');
  });

  it('map full-width characters with a counted notice', async () => {
    const { column, notices } = await readColumn(['１２．５', '－３', '−4', '5'], { kind: 'number' });
    expect(valuesOf(column)).toEqual([12.5, -3, -4, 5]);
    expect(notices).toContain('column "x": 3 numbers in full-width characters were read as numbers');
    expect(toCategorical(column).levels.map(({ name }) => name)).toEqual(['-4', '-3', '5', '12.5']);
  });

  it('take missing codes as text and as numbers', async () => {
    expect(
      await valuesRead(['1', '98', '98.0', '.', '-8', '8'], { kind: 'number', missing: ['98'] }, ['.', '-8']),
    ).toEqual([1, null, null, null, null, 8]);
  });

  it('keep what a double cannot hold of exact decimals', async () => {
    const { column } = await readColumn(['0.1', '1000000000000.4', '2'], { kind: 'number', exact: true });
    const { values, low } = column as NumericColumn;
    // 0.1 - double(0.1) and 1000000000000.4 - its double, from exact rational arithmetic (Python fractions)
    expect([...values]).toEqual([0.1, 1000000000000.4, 2]);
    expect(low![0]).toBe(-5.551115123125783e-18);
    expect(low![1]).toBe(-2.44140625e-5);
    expect(low![2]).toBe(0);
    expect(((await readColumn(['0.1'], { kind: 'number' })).column as NumericColumn).low).toBeNull();
  });
});

describe('categories', () => {
  const sex: DeclaredColumn = {
    kind: 'category',
    levels: [
      { name: 'male', codes: ['1'], label: { en: 'Male', zh: '男' } },
      { name: 'female', codes: ['2', '02'] },
      { name: 'other', codes: ['3'] },
    ],
    reference: 'male',
    missing: ['9'],
  };

  it('become levels in the order of the codebook, whatever occurs', async () => {
    const { column } = await readColumn(['2', '1', ' 02 ', '9', ''], sex);
    expect(valuesOf(column)).toEqual(['female', 'male', 'female', null, null]);
    expect((column as CategoricalColumn).levels).toEqual([
      { name: 'male', label: { en: 'Male', zh: '男' } },
      { name: 'female', label: { en: 'female' } },
      { name: 'other', label: { en: 'other' } },
    ]);
    expect(column.info).toEqual({ name: 'x', label: { en: 'x' }, private: false, reference: 'male' });
  });

  it('refuse unknown codes: counted, not quoted unless the codebook allows it', async () => {
    const said = await rejected(readColumn(['1', '7', '8', '7'], sex));
    expect(said).toContain(
      'E-DATA-LEVEL survey.csv:3: column "x": 3 rows have a code that the codebook does not know (2 distinct); declare it under levels: or missing:',
    );
    expect(said).not.toMatch(/"7"|"8"/);
    expect(await rejected(readColumn(['1', '7'], { ...sex, private: false }))).toContain('(1 distinct: "7")');
  });

  it('report all faulty columns at once', async () => {
    const columns = new Map([
      ['a', codebookColumn('a', sex)],
      ['b', codebookColumn('b', { kind: 'number' })],
    ]);
    const said = await rejected(readCsv({ stream: once('a,b\n7,x\n'), name: 'survey.csv' }, { missing: [], columns }));
    expect(said).toMatch(/^E-DATA-LEVEL .*\nE-DATA-NUMBER /);
  });

  it('without declared levels have those of the data, numbers by size', async () => {
    const { column } = await readColumn(['10', '9', '', '1'], { kind: 'category' });
    expect((column as CategoricalColumn).levels.map(({ name }) => name)).toEqual(['1', '9', '10']);
  });

  it('keep leading zeros of ids, and tell when they come and go', async () => {
    const { column, notices } = await readColumn(['011010', '11010', '110101199003077758', ''], { kind: 'id' });
    expect(valuesOf(column)).toEqual(['011010', '11010', '110101199003077758', null]);
    expect(column.info.private).toBe(true);
    expect(notices).toContain('column "x": 1 codes occur with and without leading zeros and are kept apart');
  });
});

describe('answers', () => {
  const source: DeclaredColumn = {
    kind: 'answers',
    levels: [
      { name: 'office', codes: ['1'] },
      { name: 'employer', codes: ['3'] },
      { name: 'commercial', codes: ['6'] },
    ],
    missing: ['99'],
  };

  it('become combinations in codebook order; no answer is an answer', async () => {
    const { column } = await readColumn(['1', '6;1', ' 1 ; 6 ', '', '99', '3;3'], source);
    expect(valuesOf(column)).toEqual(['office', 'office;commercial', 'office;commercial', '', null, 'employer']);
    expect((column as CategoricalColumn).answers!.map(({ name }) => name)).toEqual([
      'office',
      'employer',
      'commercial',
    ]);
  });

  it('take the empty text for missing where it is declared', async () => {
    expect(await valuesRead(['1', ''], { ...source, missing: [''] })).toEqual(['office', null]);
  });

  it('refuse an unknown answer and use other separators', async () => {
    expect(await rejected(readColumn(['1;8'], source))).toContain(
      'E-DATA-LEVEL survey.csv:2: column "x": 1 row has a code',
    );
    expect(await valuesRead(['1|6'], { ...source, separator: '|' })).toEqual(['office;commercial']);
    expect(await valuesRead(['b;a', 'a'], { kind: 'answers' })).toEqual(['a;b', 'a']);
  });
});

describe('columns that no codebook describes', () => {
  it('are numbers when everything is one, missing apart', async () => {
    const { column, notices } = await readColumn(['1', '2.5', '', 'NA', '.'], undefined);
    expect(valuesOf(column)).toEqual([1, 2.5, null, null, null]);
    expect(notices).toEqual([
      'columns that no codebook describes: 1 read as numbers, 0 as categories',
      'column "x": 2 values such as NA or . were read as missing',
    ]);
  });

  it('are categories otherwise, by code point', async () => {
    const { column } = await readColumn(['b', 'NA', 'Z', '中', '🙂', 'ￜ', ''], undefined);
    expect((column as CategoricalColumn).levels.map(({ name }) => name)).toEqual(['NA', 'Z', 'b', '中', 'ￜ', '🙂']);
    expect(valuesOf(column).at(-1)).toBeNull();
  });

  it('stay text where a number would lose digits', async () => {
    expect(await valuesRead(['011', '12'])).toEqual(['011', '12']);
    expect(await valuesRead(['110101199003077758', '1'])).toEqual(['110101199003077758', '1']);
    expect(await valuesRead(['0', '0.5', '10'])).toEqual([0, 0.5, 10]);
  });

  it('use the missing codes of the whole codebook', async () => {
    expect(await valuesRead(['1', '-9'], undefined, ['-9'])).toEqual([1, null]);
  });

  it('are private when they look like names of people', async () => {
    const names = Array.from({ length: 30 }, (_, index) => `person ${index}`);
    expect((await readColumn(names)).column.info.private).toBe(true);
    expect((await readColumn(Array(30).fill('yes'))).column.info.private).toBe(false);
  });
});

describe('a number as categories', () => {
  it('has levels by size, named as the file wrote them', async () => {
    const { column, frame } = await readColumn(['8', '4.0', '', '10', '4', '08.50'], { kind: 'number' });
    const category = toCategorical(column);
    expect(category.levels.map(({ name }) => name)).toEqual(['4.0', '8', '08.50', '10']);
    expect(valuesOf(category)).toEqual(['8', '4.0', null, '10', '4.0', '08.50']);
    const some = selectRows(frame, Int32Array.of(3, 1)).columns.get('x')!;
    expect(valuesOf(toCategorical(some))).toEqual(['10', '4.0']);
    expect(toCategorical(category)).toBe(category);
  });
});

describe('a codebook column', () => {
  it.each([
    [
      { kind: 'category', levels: [{ name: 'a' }, { name: 'a', codes: ['2'] }] },
      'E-SPEC-VALUE column "x": two levels are called "a"',
    ],
    [
      {
        kind: 'category',
        levels: [
          { name: 'a', codes: ['1'] },
          { name: 'b', codes: ['1'] },
        ],
      },
      'the code "1" stands for two levels',
    ],
    [
      { kind: 'category', levels: [{ name: 'a', codes: ['9'] }], missing: ['9'] },
      'the code "9" is a level and missing as well',
    ],
    [
      { kind: 'category', levels: [{ name: 'male' }, { name: 'female' }], reference: 'mael' },
      'E-SPEC-NAME column "x": no level "mael" to refer to; nearest: "male"',
    ],
    [{ kind: 'number', levels: [{ name: 'a' }] }, 'levels of a column of kind number'],
    [{ kind: 'category', exact: true }, 'exact on a column of kind category'],
    [{ kind: 'answers', levels: [{ name: 'a;b' }] }, 'contains the separator'],
  ] as [DeclaredColumn, string][])('is refused: %j', (declared, message) => {
    expect(thrown(() => codebookColumn('x', declared))).toContain(message);
  });
});
