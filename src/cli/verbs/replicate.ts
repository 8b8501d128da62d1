/** `replicate`: every exhibit of the paper, beside the numbers that the paper printed. */
import type { Command } from 'commander';
import { type DrawOptions, withDraws } from '../draws/draw-options.ts';
import type { Home } from '../program.ts';
import { type RunFolderOptions, withRunFolder } from '../run-folder/run-folder-options.ts';
import { type SharedOptions, withSharedOptions } from '../shared-options.ts';

export type ReplicateOptions = SharedOptions &
  DrawOptions &
  RunFolderOptions & {
    readonly fail: boolean;
    readonly allCells?: boolean;
    readonly variants: boolean;
    readonly report?: string;
    readonly docx?: string;
  };

export function addReplicate(root: Command, home: Home): void {
  const { program } = home;
  withRunFolder(withDraws(withSharedOptions(root.command('replicate'))))
    .description('All tables and figures, compared cell by cell with the published numbers')
    .option('--report <file>', 'one page with everything (HTML): tables, figures, sample flow, comparison, audit, spec')
    .option('--docx <file>', 'the tables and figures as a Word document')
    .option('--no-fail', 'exit code 0 also when numbers differ')
    .option('--no-variants', 'without the variants of the commands and how many printed numbers each meets')
    .option('--all-cells', 'lists every compared cell, not only those that differ')
    .addHelpText(
      'after',
      `\nExit code 5 when a number differs from the printed one by more than two printed standard errors or, without one, by more than rounding.\n\nExamples:\n  $ ${program} replicate\n  $ ${program} replicate --report report.html --docx tables.docx\n  $ ${program} replicate --out report.html --lang zh\n  $ ${program} replicate --no-fail --format json | jq .comparisons\n`,
    )
    .action(async (options: ReplicateOptions) => {
      const { runReplicate } = await import('../actions/replicate.ts');
      home.finish(await runReplicate(home, options));
    });
}
