/** What the papers behind a run are called, for crate and README. */
import type { Codebook } from '../analysis/data/codebook.ts';
import type { Text } from '../results/text.ts';
import type { Analysis, Paper } from '../spec/paper.ts';

export interface Publication {
  readonly title: Text;
  readonly citation?: string;
  readonly doi?: string;
  /** how the data are obtained, where the spec says it */
  readonly access?: Text;
  readonly codebook: Codebook;
}

export function publicationOf(analysis: Analysis): Publication {
  const { title, codebook, data } = analysis;
  const { citation, doi } = analysis as Partial<Paper>;
  return {
    title,
    codebook,
    ...(citation !== undefined && { citation }),
    ...(doi !== undefined && { doi }),
    ...(data.access !== undefined && { access: data.access }),
  };
}

export function doiAddress(doi: string): string {
  return `https://doi.org/${doi}`;
}
