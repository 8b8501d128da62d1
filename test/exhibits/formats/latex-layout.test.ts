/** How tables are fitted to the width of a page: what was tried with pdflatex in an article without an overfull box. */
import { describe, expect, it } from 'vitest';
import { latexLayout } from '../../../src/exhibits/formats/latex-layout.ts';
import { numberCell, textCell } from '../../../src/exhibits/tables/cell.ts';
import type { Table } from '../../../src/exhibits/tables/table.ts';

function table(stub: string, numbers: number, rows = 10, number = '-0.152**'): Table {
  return {
    id: 't',
    title: '',
    banner: [],
    columns: [{ align: 'left' }, ...Array.from({ length: numbers }, () => ({ align: 'right' as const }))],
    header: [[textCell(''), ...Array.from({ length: numbers }, (_, i) => textCell(`Column ${i}`, 'right'))]],
    rows: Array.from({ length: rows }, () => ({
      kind: 'body',
      indent: 0,
      cells: [textCell(stub), ...Array.from({ length: numbers }, () => numberCell(number))],
    })),
    notes: [],
  };
}

const LONG = 'Total expenditure per inpatient stay in the last year (yuan)';

describe('latexLayout', () => {
  it('keeps small tables as they are', () => {
    expect(latexLayout(table('Age', 4))).toMatchObject({ size: 'small', gap: 4, stubFolds: false, wide: false });
    expect(latexLayout(table('Age', 2)).columns).toEqual(['l', 'r', 'r']);
  });

  it('takes smaller type, then a folded stub, then both', () => {
    expect(latexLayout(table('Across cities within a province', 5))).toMatchObject({ size: 'footnotesize', gap: 3 });
    const folded = latexLayout(table(LONG, 4));
    expect(folded).toMatchObject({ size: 'footnotesize', stubFolds: true, wide: false });
    expect(folded.columns[0]).toMatch(/^p\{\d+pt\}$/);
    expect(latexLayout(table(LONG, 3, 10, '10157.54 (±18551.46)'))).toMatchObject({
      size: 'scriptsize',
      stubFolds: true,
    });
  });

  it('does not fold a stub when the table would not fit the height of a page', () => {
    expect(latexLayout(table(LONG, 4, 80))).toMatchObject({ size: 'scriptsize', stubFolds: false, wide: true });
  });

  it('says when nothing fits', () => {
    expect(latexLayout(table('Age', 20))).toMatchObject({ size: 'scriptsize', wide: true });
  });

  it('breaks titles that are wider than their columns only where there is no room', () => {
    const wide = textCell('Persons (N=50)', 'right');
    expect(latexLayout(table('Age', 2)).headerLines(wide, 1)).toEqual(['Persons (N=50)']);
    expect(latexLayout(table(LONG, 4)).headerLines(wide, 1)).toEqual(['Persons', '(N=50)']);
  });
});
