/** A document in which one label stands in every place that a label can stand in. */

import type { Figure } from '../../../src/exhibits/figures/figure.ts';
import type { Document } from '../../../src/exhibits/formats/format.ts';
import type { Cell, Table } from '../../../src/exhibits/tables/table.ts';
import { exampleResults } from '../example-results.ts';

const text = (label: string, align: Cell['align'] = 'left', span = 1): Cell => ({ text: label, align, span });
const number = (value: string): Cell => ({ text: value, align: 'right', span: 1, numeric: true });

export function labelledTable(label: string): Table {
  return {
    id: label,
    title: label,
    banner: [label],
    columns: [{ align: 'left' }, { align: 'right' }, { align: 'right' }, { align: 'left' }],
    header: [
      [text(''), text(label, 'center', 2), text('')],
      [text(label), text('ME', 'right'), text('SE', 'right'), text(label)],
    ],
    rows: [
      { kind: 'group', indent: 0, cells: [text(label, 'left', 4)] },
      { kind: 'body', indent: 1, cells: [text(label), number('-0.147**'), number('0.041'), text(label)] },
      { kind: 'rule', indent: 0, cells: [] },
      { kind: 'footer', indent: 0, cells: [text(label), number('20,000'), text(''), text('')] },
    ],
    notes: [label],
  };
}

export function labelledFigure(label: string): Figure {
  return {
    id: label,
    title: label,
    banner: [label],
    mark: 'bars',
    xLabel: label,
    yLabel: label,
    yUnit: 'percent',
    points: [
      { x: label, y: 0.5, low: 0.4, high: 0.6, support: label, series: label },
      { x: 'other', y: 0.2, low: 0.15, high: 0.22 },
    ],
    lines: [],
    notes: [label],
  };
}

export function labelledDocument(
  label: string,
  kinds: readonly ('table' | 'figure')[] = ['table', 'figure'],
): Document {
  return {
    results: {
      ...exampleResults,
      provenance: { ...exampleResults.provenance, paper: label, settings: [label] },
      notices: [{ en: label }],
      warnings: [label],
      models: { [label]: { ...exampleResults.models.two_part!, label: { en: label, zh: label } } },
    },
    exhibits: kinds.map((kind) =>
      kind === 'table' ? { kind, table: labelledTable(label) } : { kind, figure: labelledFigure(label) },
    ),
  };
}
