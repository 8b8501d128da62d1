/** Runs a command under every variant that it has and sets what it shows side by side. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../../errors/failure.ts';
import type { Exhibit } from '../../exhibits/formats/format.ts';
import type { ShapeOptions } from '../../exhibits/tables/shape.ts';
import { variantsTable } from '../../exhibits/tables/variants.ts';
import type { Results } from '../../results/results.ts';
import { loadPublished } from '../../spec/load-published.ts';
import type { Analysis, CommandSpec } from '../../spec/paper.ts';
import { commandExhibits, type Given, optionSettings } from '../command-settings.ts';
import { makeContext } from '../context.ts';
import { dataSources } from '../data-sources.ts';
import { emit } from '../emit.ts';
import { loadAnalysis } from '../load-analysis.ts';
import { chooseOutput } from '../output.ts';
import type { Home } from '../program.ts';
import { runFolder } from '../run-folder/run-folder.ts';
import { sharedSource } from '../shared-source.ts';
import { loadReading, runReading, type VariantRun } from '../variant-runs.ts';
import type { ExhibitOptions } from '../verbs/exhibits.ts';

/** One table for each table of estimates of the command; JSON has the models of every reading. */
export async function runVariants(home: Home, command: CommandSpec, options: ExhibitOptions & Given): Promise<number> {
  const context = makeContext(options);
  const output = chooseOutput(options);
  const folder = runFolder(options, context);
  const settings = optionSettings(command, options);
  const asItStands = loadAnalysis({ folder: home.folder, options, settings });
  const exhibits = comparable(asItStands, commandExhibits(command, options));
  const path = join(home.folder, 'published.yaml');
  const published = existsSync(path) ? loadPublished(path) : undefined;
  const source = await sharedSource(dataSources(home, asItStands, options));
  const parts = {
    home,
    command,
    exhibits,
    settings,
    options,
    context,
    source,
    published,
    ...(folder && { onData: folder.onData }),
  };
  const runs: VariantRun[] = [];
  const readings = [undefined, ...command.variants.values()].map((variant) => loadReading(parts, variant));
  for (const reading of readings) runs.push(await runReading(parts, reading));
  const base = runs.find(({ found }) => found !== undefined)?.found;
  if (base === undefined) {
    throw new Failure('E-FIT-IDENTIFICATION', {
      place: { path: command.name },
      finding: `none of ${runs.length} variants can be estimated`,
      accepted: runs[0]!.record.failed!,
    });
  }
  const { digits } = options;
  const shapeOptions: ShapeOptions = { language: context.language, ...(digits !== undefined && { digits }) };
  const results = withVariants(base.results, runs);
  const drawn = exhibits.map((name): Exhibit => {
    const { heading } = asItStands.tables.get(name)!;
    const shown = runs.map(({ record, found }) => ({
      variant: record,
      estimates: found?.analysis.tables.get(name)?.shape.estimates?.(found.results, name, shapeOptions) ?? [],
    }));
    const title = { en: `${heading.title.en}: variants`, zh: `${heading.title.zh ?? heading.title.en}：不同设定` };
    const { notes: _, ...rest } = heading;
    const table = variantsTable(
      shown,
      command.compare,
      results,
      { ...rest, id: `${name}_variants`, title },
      shapeOptions,
    );
    return { kind: 'table', table };
  });
  await folder?.write(asItStands, { results, exhibits: drawn });
  return emit({ results, exhibits: drawn }, output, context);
}

/** The tables of estimates among some exhibits; E-USAGE when there is none to compare. */
function comparable({ tables }: Analysis, exhibits: readonly string[]): readonly string[] {
  const found = exhibits.filter((name) => tables.get(name)?.shape.estimates !== undefined);
  if (found.length > 0) return found;
  throw new Failure('E-USAGE', {
    place: { path: '--variants' },
    finding: 'this command has no table of estimates',
    remedy: 'run one variant at a time: --variant NAME',
  });
}

/** The results of the first reading that has some, with those of all; warnings name their reading. */
function withVariants(base: Results, runs: readonly VariantRun[]): Results {
  const warnings = runs.flatMap(({ record: { name = 'default', warnings: said } }) =>
    said.map((one) => `${name}: ${one}`),
  );
  // settings of one reading are in its own record
  const notices = base.notices.filter(({ en }) => !en.startsWith('Settings: '));
  return { ...base, notices, warnings, variants: runs.map(({ record }) => record) };
}
