/** The contract of an output format: exhibits in, text or bytes out. */
import type { Results } from '../../results/results.ts';
import type { Language } from '../../results/text.ts';
import type { Figure } from '../figures/figure.ts';
import type { Table } from '../tables/table.ts';

export type Exhibit =
  | { readonly kind: 'table'; readonly table: Table }
  | { readonly kind: 'figure'; readonly figure: Figure };

/** What one command shows: the records behind it and the exhibits drawn from them. */
export interface Document {
  readonly results: Results;
  readonly exhibits: readonly Exhibit[];
}

export interface FormatOptions {
  readonly language: Language;
  /** columns of the terminal; formats that are not for a terminal ignore it */
  readonly width: number;
  readonly color: boolean;
}

export interface Format {
  readonly name: string;
  /** file ending without the dot */
  readonly extension: string;
  /** Draws the whole document; throws E-FORMAT when it cannot draw one of the exhibits. */
  render(document: Document, options: FormatOptions): Promise<string | Uint8Array>;
}
