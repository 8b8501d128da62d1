/** The contract of a figure's shape: results in, a figure out, and which published values its numbers stand beside. */
import type { OwnNumber } from '../../results/comparison.ts';
import type { Results } from '../../results/results.ts';
import type { Language, Text } from '../../results/text.ts';
import type { Figure } from './figure.ts';

export interface FigureHeading {
  readonly id: string;
  /** printed number: `2` becomes `Figure 2.` */
  readonly number?: string | number;
  readonly title: Text;
  readonly notes?: readonly Text[];
}

/** What must be in the results before an exhibit can be drawn. */
export interface Needs {
  readonly models: readonly string[];
  readonly summaries: readonly string[];
  readonly rollouts?: readonly string[];
  readonly mediations?: readonly string[];
  readonly splits?: readonly string[];
  readonly placebos?: readonly string[];
}

export interface FigureShape {
  readonly needs: Needs;
  /** Draws the figure; throws E-SPEC-NAME with the nearest name when the results lack a summary, row or group. */
  draw(results: Results, heading: FigureHeading, options: { readonly language: Language }): Figure;
  /** Our numbers beside the published values; empty when the figure names no published one. */
  matches(results: Results): readonly OwnNumber[];
}
