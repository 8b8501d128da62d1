/** Where the data of a run come from. */
import type { ByteSource } from '../analysis/data/read-bytes.ts';
import { Failure } from '../errors/failure.ts';
import type { Analysis } from '../spec/paper.ts';
import type { Home } from './program.ts';
import type { DataOptions } from './shared-options.ts';

/** --data, else the file that the spec names, else the synthetic data that come with the program; E-USAGE without any. */
export function dataSources({ program }: Home, { data: spec }: Analysis, options: DataOptions): ByteSource[] {
  const named = spec.file ?? spec.sampleData;
  const paths = options.data.length > 0 ? options.data : named === undefined ? [] : [named];
  if (paths.length === 0) {
    throw new Failure('E-USAGE', {
      finding: 'no data',
      remedy: `name a CSV file: ${program} ... --data survey.csv, or data.file in the spec`,
    });
  }
  if (paths.filter((path) => path === '-').length > 1) {
    throw new Failure('E-USAGE', {
      place: { path: '--data' },
      finding: 'standard input can be read once',
      accepted: 'one -',
    });
  }
  return paths.map((path) => ({ path }));
}
