/** Fingerprints of columns: the hash as docs/provenance.md writes it down, what moves it, and when there is none. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { CategoricalColumn, Column, NumericColumn } from '../../src/analysis/data/column.ts';
import { arrangementBits, fingerprintColumns } from '../../src/provenance/fingerprint.ts';

const ROWS = 400;

function numeric(name: string, values: readonly number[], isPrivate = false): NumericColumn {
  const info = { name, label: { en: name }, private: isPrivate };
  return { kind: 'numeric', info, values: Float64Array.from(values), low: null };
}

function categorical(name: string, answers: readonly (string | null)[], levels: readonly string[]): CategoricalColumn {
  return {
    kind: 'categorical',
    info: { name, label: { en: name }, private: false },
    codes: Int32Array.from(answers, (answer) => (answer === null ? -1 : levels.indexOf(answer))),
    levels: levels.map((level) => ({ name: level, label: { en: level } })),
  };
}

function one(column: Column, options = {}) {
  const rows = column.kind === 'numeric' ? column.values.length : column.codes.length;
  return fingerprintColumns({ rows, columns: new Map([[column.info.name, column]]) }, options)[0]!;
}

const incomes = Array.from({ length: ROWS }, (_, row) => (row % 7 === 0 ? Number.NaN : ((row * 7919) % 613) / 4));
const answers = Array.from({ length: ROWS }, (_, row) => ((row * row) % 11 < 5 ? 'yes' : row % 9 === 0 ? null : 'no'));

/** The recipe of the page, written a second time: distinct values in order of appearance, then the rows as 32-bit indices. */
function byHand(name: string, values: readonly (string | null)[]): string {
  const distinct = [...new Set(values.filter((value) => value !== null))];
  const rows = Buffer.alloc(4 * values.length);
  values.forEach((value, row) => {
    rows.writeInt32LE(value === null ? -1 : distinct.indexOf(value), 4 * row);
  });
  const listed = distinct.map((value) => `${Buffer.byteLength(value)}:${value}`).join('');
  const head = `replication-column/1\0${name}\0${values.length}\0${distinct.length}\0${listed}`;
  return createHash('sha256').update(head).update(rows).digest('hex');
}

describe('the fingerprint of a column', () => {
  it('is the documented hash, with counts, of numbers and of categories', () => {
    const texts = incomes.map((value) => (Number.isNaN(value) ? null : String(value)));
    expect(one(numeric('income', incomes))).toEqual({
      column: 'income',
      kind: 'numeric',
      rows: ROWS,
      missing: texts.filter((text) => text === null).length,
      distinct: 'more than 100',
      sha256: byHand('income', texts),
    });
    expect(one(categorical('works', answers, ['no', 'yes']))).toEqual({
      column: 'works',
      kind: 'categorical',
      rows: ROWS,
      missing: answers.filter((answer) => answer === null).length,
      distinct: '2',
      sha256: byHand('works', answers),
    });
  });

  it('does not depend on the order or the number of levels of the codebook', () => {
    const a = one(categorical('works', answers, ['no', 'yes']));
    const b = one(categorical('works', answers, ['other', 'yes', 'no']));
    expect(b).toEqual(a);
  });

  it.each([
    ['one value', (values: number[]) => (values[1] = values[1]! + 0.25)],
    ['one value made missing', (values: number[]) => (values[1] = Number.NaN)],
    ['two rows exchanged', (values: number[]) => ([values[1], values[2]] = [values[2]!, values[1]!])],
  ])('moves with %s', (_, change) => {
    const values = [...incomes];
    change(values);
    expect(one(numeric('income', values)).sha256).not.toBe(one(numeric('income', incomes)).sha256);
  });

  it('is of its name as well, so that equal columns do not show that they are equal', () => {
    expect(one(numeric('a', incomes)).sha256).not.toBe(one(numeric('b', incomes)).sha256);
  });

  it('is left out, with the reason, where it could be undone', () => {
    const few = one(numeric('few', incomes.slice(0, 99)));
    expect(few).toMatchObject({ rows: 99, omitted: 'fewer than 100 rows' });
    // one answer among 400 rows: 400 guesses find it
    const rare = one(
      categorical(
        'rare',
        answers.map((_, row) => (row === 123 ? 'yes' : 'no')),
        ['no', 'yes'],
      ),
    );
    expect(rare).toMatchObject({ omitted: 'too few arrangements', distinct: '2' });
    const constant = one(numeric('constant', Array<number>(ROWS).fill(1)));
    expect(constant).toMatchObject({ omitted: 'too few arrangements', distinct: '1' });
    const unasked = one(numeric('income', incomes), { hashed: false });
    expect(unasked).toMatchObject({ omitted: 'not asked for' });
    for (const fingerprint of [few, rare, constant, unasked]) expect(fingerprint).not.toHaveProperty('sha256');
  });

  it('says nothing of a private column but its name and rows', () => {
    expect(one(numeric('id', incomes, true))).toEqual({
      column: 'id',
      kind: 'numeric',
      rows: ROWS,
      omitted: 'private',
    });
  });
});

describe('bits of arrangement', () => {
  const factorial = (n: number): bigint => (n < 2 ? 1n : BigInt(n) * factorial(n - 1));

  it.each([[[99, 1]], [[5, 5]], [[63, 1]], [[70, 80, 50]], [[200, 200]], [[400]]])(
    'are log2 of the multinomial coefficient of %j',
    (counts) => {
      const total = counts.reduce((sum, count) => sum + count, 0);
      const ways = counts.reduce((product, count) => product / factorial(count), factorial(total));
      // log2 of a whole number of any size: its leading digits and its length
      const digits = ways.toString();
      const exact = Math.log2(Number(`0.${digits}`)) + digits.length * Math.log2(10);
      expect(arrangementBits(counts)).toBeCloseTo(exact, 9);
    },
  );
});
