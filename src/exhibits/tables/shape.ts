/** The contract of a table shape: results in, a table out, and which published cells its numbers stand beside. */
import type { OwnNumber } from '../../results/comparison.ts';
import type { ExhibitHeading, Needs } from '../../results/exhibit.ts';
import type { Results } from '../../results/results.ts';
import type { Language } from '../../results/text.ts';
import type { Table } from './table.ts';

export type TableHeading = ExhibitHeading;

export interface ShapeOptions {
  readonly language: Language;
  /** decimals of estimates and means; the shape's own when absent */
  readonly digits?: number;
}

/** One estimate as a table shows it, so that the same one of several runs can stand side by side. */
export interface ShownEstimate {
  readonly term: string;
  /** what the table calls the row and the column */
  readonly row: string;
  readonly column: string;
  /** final text of estimate and uncertainty: `0.674*** (0.218)`; '' where there is none */
  readonly text: string;
  readonly significant: boolean;
}

export interface TableShape {
  readonly needs: Needs;
  /** Draws the table; throws E-SPEC-NAME with the nearest name when the results lack a model, effect, row or group. */
  draw(results: Results, heading: TableHeading, options: ShapeOptions): Table;
  /** Our numbers at full precision beside the published cells; empty when the table names no published one. */
  matches(results: Results): readonly OwnNumber[];
  /** Row by row and column by column what a table of estimates shows; absent for other shapes. */
  estimates?(results: Results, place: string, options: ShapeOptions): readonly ShownEstimate[];
}
