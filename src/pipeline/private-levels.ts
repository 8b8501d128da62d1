/** Values that the codebook keeps private never become names of terms or rows, which every output shows. */
import { type Frame, getColumn } from '../analysis/data/frame.ts';
import type { Design } from '../analysis/design/design.ts';
import { Failure } from '../errors/failure.ts';
import type { SummarySpec } from '../spec/paper.ts';

/** E-SPEC-VALUE when columns of the design are levels of a private column. A private number as it stands is no fault. */
export function refusePrivateTerms({ columns, frame, equation }: Design): void {
  const shown = columns.filter(({ id }) => id.includes('=')).flatMap(({ variables }) => variables);
  refuse(frame, shown, equation.name);
}

/** The same for the rows and groups of a summary. */
export function refusePrivateRows({ rows, groups }: SummarySpec, frame: Frame): void {
  const shown = rows.flatMap((row) => (row.statistic === 'mean_sd' ? [] : [row.variable]));
  refuse(frame, groups?.by === 'levels' ? [...shown, groups.variable] : shown, undefined);
}

function refuse(frame: Frame, shown: readonly string[], place: string | undefined): void {
  const found = shown.find((name) => getColumn(frame, name).info.private);
  if (found === undefined) return;
  throw new Failure('E-SPEC-VALUE', {
    ...(place !== undefined && { place: { path: place } }),
    finding: `"${found}" is private, and its values would be printed`,
    accepted: 'private columns as clusters, conditions or numbers',
    remedy: 'recode it into groups, or say private: false in the codebook',
  });
}
