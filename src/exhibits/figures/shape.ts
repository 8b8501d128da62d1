/** The contract of a figure's shape: results in, a figure out, and which published values its numbers stand beside. */
import type { OwnNumber } from '../../results/comparison.ts';
import type { ExhibitHeading, Needs } from '../../results/exhibit.ts';
import type { Results } from '../../results/results.ts';
import type { Language } from '../../results/text.ts';
import type { Figure } from './figure.ts';

export type FigureHeading = ExhibitHeading;

export interface FigureShape {
  readonly needs: Needs;
  /** Draws the figure; throws E-SPEC-NAME with the nearest name when the results lack a summary, row or group. */
  draw(results: Results, heading: FigureHeading, options: { readonly language: Language }): Figure;
  /** Our numbers beside the published values; empty when the figure names no published one. */
  matches(results: Results): readonly OwnNumber[];
}
