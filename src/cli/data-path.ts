/** Where the data of a run come from. */
import { Failure } from '../errors/failure.ts';
import type { Analysis } from '../spec/paper.ts';
import type { Home } from './program.ts';
import type { SharedOptions } from './shared-options.ts';

/** --data, else the file that the spec names, else the synthetic sample data that come with the program; E-USAGE without any. */
export function dataPath({ program }: Home, { data }: Analysis, options: SharedOptions): string {
  const path = options.data ?? data.file ?? data.sampleData;
  if (path !== undefined) return path;
  throw new Failure('E-USAGE', {
    finding: 'no data',
    remedy: `name a CSV file: ${program} ... --data survey.csv, or data.file in the spec`,
  });
}
