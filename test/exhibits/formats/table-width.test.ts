/** How wide columns want to be on paper. */
import { describe, expect, it } from 'vitest';
import { columnCharacters } from '../../../src/exhibits/formats/table-width.ts';
import { plainTable } from '../../../src/exhibits/report/plain-table.ts';

describe('columnCharacters', () => {
  it('takes numbers whole, and headers and texts up to where they fold', () => {
    const table = plainTable(
      { id: 't', title: 'T' },
      ['Variable', 'A header of some length'],
      [
        ['a text that is rather long', { number: '12345.678 (9999.999)' }],
        ['', { number: '1' }],
      ],
    );
    expect(columnCharacters(table, 10, 12)).toEqual([12, 20]);
    expect(columnCharacters(table, 40, 40)).toEqual([26, 23]);
  });
});
