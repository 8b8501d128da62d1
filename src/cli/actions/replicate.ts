/** Runs everything that the paper shows and sets it beside the numbers that it printed. */
import { join } from 'node:path';
import { Failure } from '../../errors/failure.ts';
import { reportFormat } from '../../exhibits/report/report.ts';
import { comparisonTable } from '../../exhibits/tables/comparison.ts';
import { variantsMetTable } from '../../exhibits/tables/variants.ts';
import { comparePublished } from '../../pipeline/compare-published.ts';
import type { Comparison } from '../../results/comparison.ts';
import type { Results } from '../../results/results.ts';
import type { VariantResult } from '../../results/variant.ts';
import { loadAudit } from '../../spec/load-audit.ts';
import { loadPublished } from '../../spec/load-published.ts';
import type { Analysis, CommandSpec } from '../../spec/paper.ts';
import { makeContext } from '../context.ts';
import { dataSources } from '../data-sources.ts';
import { draw } from '../draw.ts';
import { loadAnalysis } from '../load-analysis.ts';
import type { Home } from '../program.ts';
import { lintFindings } from '../report/lint-findings.ts';
import { reportMaterial } from '../report/report-material.ts';
import { chooseOutputs, emitAll } from '../report/report-outputs.ts';
import { runExhibits } from '../run-exhibits.ts';
import { runFolder } from '../run-folder/run-folder.ts';
import { sharedSource } from '../shared-source.ts';
import { isDrawn, loadReading, runReading, STANDARD, type VariantRunParts } from '../variant-runs.ts';
import type { ReplicateOptions } from '../verbs/replicate.ts';

const VARIANTS_HEADING = {
  id: 'variants',
  title: { en: 'Printed numbers met by every variant', zh: '各设定与已发表数字的一致程度' },
};
const HEADING = { id: 'comparison', title: { en: 'Comparison with the published numbers', zh: '与已发表数字的比较' } };

/** E-DIFFERS, after everything is written, when a number differs and the user did not say --no-fail. */
export async function runReplicate(home: Home, options: ReplicateOptions): Promise<number> {
  const context = makeContext(options);
  const outputs = chooseOutputs(options);
  const folder = runFolder(options, context);
  const exhibits = [...new Set([...home.front.commands.values()].flatMap(everyExhibit))];
  const analysis = loadAnalysis({ folder: home.folder, options, exhibits });
  const published = loadPublished(join(home.folder, 'published.yaml'));
  const paged = folder !== undefined || outputs.some(({ format }) => format.name === 'html');
  // faults of the printed numbers are said before the work, not after it
  const audited = paged ? loadAudit(join(home.folder, 'published.yaml')).result : undefined;
  const source = await sharedSource(dataSources(home, analysis, options));
  const found =
    audited === undefined ? {} : { audit: audited, lint: await lintFindings(analysis, published, source()) };
  const onData = folder && { onData: folder.onData };
  const run = await runExhibits({ home, analysis, exhibits, options, context, source: source(), ...onData });
  const comparisons = comparePublished(analysis, exhibits, run, published);
  const variants = options.variants
    ? await readings({ home, options, context, source, published, ...onData }, analysis, run)
    : [];
  const results = { ...run, comparisons, ...(variants.length > 0 && { variants }) };
  const { digits } = options;
  const shapeOptions = { language: context.language, ...(digits !== undefined && { digits }) };
  const drawn = draw(analysis, exhibits, results, { ...shapeOptions, flow: true });
  const shape = comparisonTable({ digits: 3, ...(!options.allCells && { verdicts: ['differs', 'not_comparable'] }) });
  drawn.push({ kind: 'table', table: shape.draw(results, HEADING, shapeOptions) });
  if (variants.length > 0) {
    drawn.push({ kind: 'table', table: variantsMetTable(variants, results, VARIANTS_HEADING, shapeOptions) });
  }
  for (const comparison of comparisons) context.say(summaryLine(comparison));
  const document = { results, exhibits: drawn };
  const { citation, doi } = home.front;
  const publication = { citation, ...(doi !== undefined && { doi }), folder: home.folder };
  const report = reportFormat(reportMaterial(analysis, exhibits, drawn, found, publication), digits);
  await folder?.write(analysis, document, (await report.render(document, { ...context, color: false })) as string);
  const exitCode = await emitAll(document, outputs, report, context);
  if (exitCode === 0 && options.fail) refuseDifferences(comparisons);
  return exitCode;
}

/** The exhibits of a command, those that its options add too. */
function everyExhibit({ exhibits, options }: CommandSpec): readonly string[] {
  return [...exhibits, ...[...options.values()].flatMap(({ adds }) => adds)];
}

/** Every command that has variants, as it stands and under each; what draws at random would take too long. */
async function readings(
  shared: Pick<VariantRunParts, 'home' | 'context' | 'source' | 'published' | 'onData'> & {
    readonly options: ReplicateOptions;
  },
  analysis: Analysis,
  run: Results,
): Promise<readonly VariantResult[]> {
  const { draws: _, seed: __, ...options } = shared.options;
  const found: VariantResult[] = [];
  for (const command of shared.home.front.commands.values()) {
    if (command.variants.size === 0 || command.draws) continue;
    const { exhibits } = command;
    const comparisons = comparePublished(analysis, exhibits, run, shared.published!);
    found.push({ command: command.name, label: STANDARD, settings: [], models: {}, comparisons, warnings: [] });
    const parts = { ...shared, options, command, exhibits, settings: [] };
    for (const variant of command.variants.values()) {
      const reading = loadReading(parts, variant);
      if (!isDrawn(parts, reading)) found.push((await runReading(parts, reading)).record);
    }
  }
  return found;
}

function summaryLine({ table, cells, counts }: Comparison): string {
  const said = [
    `within rounding ${counts.within_rounding}`,
    `within 2 published SE ${counts.within_2_se}`,
    `differs ${counts.differs}`,
    ...(counts.not_comparable > 0 ? [`not comparable ${counts.not_comparable}`] : []),
  ];
  return `${table}: ${cells.length} cells   ${said.join('   ')}`;
}

function refuseDifferences(comparisons: readonly Comparison[]): void {
  const differing = comparisons.reduce((sum, { counts }) => sum + counts.differs, 0);
  if (differing === 0) return;
  const cells = comparisons.reduce((sum, comparison) => sum + comparison.cells.length, 0);
  throw new Failure('E-DIFFERS', {
    finding: `${differing} of ${cells} numbers differ from the published ones`,
    remedy: 'the comparison table names them; --no-fail ends with 0 all the same',
  });
}
