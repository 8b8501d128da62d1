/** How numbers are written in cells, stars, headers. */
import { describe, expect, it } from 'vitest';
import { countText, numberCell, pValueText } from '../../../src/exhibits/tables/cell.ts';
import { headerRows } from '../../../src/exhibits/tables/column-header.ts';
import { starRules, starSentence, starsFor } from '../../../src/exhibits/tables/stars.ts';

describe('p values', () => {
  it.each([
    [0, '<0.001'],
    [0.000999999, '<0.001'],
    [0.001, '0.001'],
    [0.0125, '0.013'],
    [0.0495, '0.050'],
    [0.99949, '0.999'],
    [0.9996, '>0.999'],
    [1, '>0.999'],
    [Number.NaN, ''],
  ])('%d is %s', (p, text) => expect(pValueText(p)).toBe(text));
});

describe('counts', () => {
  it.each([
    [0, '0'],
    [999, '999'],
    [1165, '1,165'],
    [200937, '200,937'],
    [1234567, '1,234,567'],
  ])('%d is %s', (count, text) => expect(countText(count, ',')).toBe(text));
  it('has no separator unless asked', () => expect(countText(1165)).toBe('1165'));
  it('is a dash when there is no number', () => {
    expect(numberCell('')).toMatchObject({ text: '–', mark: 'missing' });
    expect(numberCell('')).not.toHaveProperty('numeric');
  });
});

describe('stars', () => {
  const rules = starRules({ '*': 0.05, '**': 0.01 });
  it('come from the unrounded p and strictly below the threshold', () => {
    expect(starsFor(0.0499999, rules)).toBe('*');
    expect(starsFor(0.05, rules)).toBe('');
    expect(starsFor(0.0500001, rules)).toBe('');
    expect(starsFor(0.01, rules)).toBe('*');
    expect(starsFor(0.0099999, rules)).toBe('**');
    expect(starsFor(Number.NaN, rules)).toBe('');
  });
  it('are said from the strictest on', () => expect(starSentence(rules, 'en')).toBe('** p < 0.01, * p < 0.05'));
});

describe('header rows', () => {
  it('joins equal neighbours under the same parent only', () => {
    const rows = headerRows(
      [
        ['A', 'x'],
        ['A', 'y'],
        ['B', 'y'],
      ],
      2,
      [
        ['ME', 'SE'],
        ['ME', 'SE'],
        ['ME', 'SE'],
      ],
    );
    expect(rows.map((row) => row.map((cell) => [cell.text, cell.span]))).toEqual([
      [
        ['', 1],
        ['A', 4],
        ['B', 2],
      ],
      [
        ['', 1],
        ['x', 2],
        ['y', 2],
        ['y', 2],
      ],
      [
        ['', 1],
        ['ME', 1],
        ['SE', 1],
        ['ME', 1],
        ['SE', 1],
        ['ME', 1],
        ['SE', 1],
      ],
    ]);
  });
  it('pushes shorter titles down', () => {
    const rows = headerRows([['only'], ['top', 'below']], 1);
    expect(rows.map((row) => row.map((cell) => cell.text))).toEqual([
      ['', '', 'top'],
      ['', 'only', 'below'],
    ]);
  });
});
