/** Runs everything of a spec's text on a file, or on lines of CSV, by the public road. */
import { Readable } from 'node:stream';
import { stringify } from 'yaml';
import { runAnalysis } from '../../../src/pipeline/run-analysis.ts';
import type { Results } from '../../../src/results/results.ts';
import { loadSpec } from '../../../src/spec/load-spec.ts';

export const LBW = { path: new URL('../../golden/data/lbw.csv', import.meta.url).pathname };

/** A CSV source from columns of equal length; null is missing. */
export function csv(columns: Readonly<Record<string, readonly (number | string | null)[]>>) {
  const names = Object.keys(columns);
  const rows = columns[names[0]!]!.map((_, i) => names.map((name) => columns[name]![i] ?? '').join(','));
  return { name: 'columns.csv', stream: Readable.from([Buffer.from([names.join(','), ...rows].join('\n'))]) };
}

export async function runSpec(spec: object, source: { path: string } | ReturnType<typeof csv>): Promise<Results> {
  const text = stringify({ schema: 'spec/1', ...spec }, { aliasDuplicateObjects: false });
  const analysis = loadSpec('test.yaml', { text });
  const { models, summaries, mediations, splits } = analysis;
  return runAnalysis({
    analysis,
    source,
    wanted: {
      models: [...models.values()],
      summaries: [...summaries.values()],
      mediations: [...mediations.values()],
      splits: [...splits.values()],
    },
    program: 'test',
    version: '0',
  });
}
