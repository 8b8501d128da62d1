/** `replicate`: every exhibit of the paper, beside the numbers that the paper printed. */
import { join } from 'node:path';
import type { Command } from 'commander';
import { comparisonTable } from '../../exhibits/tables/comparison.ts';
import { comparePublished } from '../../pipeline/compare-published.ts';
import type { Comparison } from '../../results/comparison.ts';
import { makeContext } from '../context.ts';
import { draw } from '../draw.ts';
import { emit } from '../emit.ts';
import { loadForRun } from '../load-for-run.ts';
import type { Home } from '../program.ts';
import { runExhibits } from '../run-exhibits.ts';
import { type SharedOptions, withSharedOptions } from '../shared-options.ts';
import { loadPublished } from '../../spec/load-published.ts';

/** Exit code when a number differs from the published one. */
const DIFFERS = 5;

export function addReplicate(root: Command, home: Home): void {
  withSharedOptions(root.command('replicate'))
    .description('All tables and figures, compared cell by cell with the published numbers')
    .option('--no-fail', 'exit code 0 also when numbers differ')
    .option('--all-cells', 'lists every compared cell, not only those that differ')
    .addHelpText(
      'after',
      `\nExit code 5 when a number differs from the printed one by more than two printed standard errors or, without one, by more than rounding.\n\nExamples:\n  $ ${home.program} replicate\n  $ ${home.program} replicate --out report.html\n  $ ${home.program} replicate --no-fail --format json | jq .comparisons\n`,
    )
    .action(async (options: SharedOptions & { readonly fail: boolean; readonly allCells?: boolean }) => {
      const context = makeContext(options);
      const exhibits = [...new Set([...home.paper.commands.values()].flatMap((command) => command.exhibits))];
      const analysis = loadForRun(home, options, options.set, exhibits);
      const run = await runExhibits({ home, analysis, exhibits, options, context });
      const comparisons = comparePublished(analysis, exhibits, run, loadPublished(join(home.folder, 'published.yaml')));
      const results = { ...run, comparisons };
      const shapeOptions = { language: context.language, ...(options.digits !== undefined && { digits: options.digits }) };
      const drawn = draw(analysis, exhibits, results, { ...shapeOptions, flow: true });
      const heading = { id: 'comparison', title: { en: 'Comparison with the published numbers', zh: '与已发表数字的比较' } };
      const shape = comparisonTable(options.allCells ? { digits: 3 } : { digits: 3, verdicts: ['differs', 'not_comparable'] });
      drawn.push({ kind: 'table', table: shape.draw(results, heading, shapeOptions) });
      for (const line of comparisons.map(summaryLine)) if (!context.quiet) process.stderr.write(`${line}\n`);
      const differs = comparisons.some(({ counts }) => counts.differs > 0);
      home.finish(await emit({ results, exhibits: drawn }, options, context, differs && options.fail ? DIFFERS : 0));
    });
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
