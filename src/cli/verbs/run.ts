/** `run SPEC`: a user's own models on a user's own data. */
import type { Command } from 'commander';
import { type DrawOptions, withDraws } from '../draws/draw-options.ts';
import { type OracleOptions, withOracle } from '../oracle/oracle-option.ts';
import type { Home } from '../program.ts';
import { type RunFolderOptions, withRunFolder } from '../run-folder/run-folder-options.ts';
import { type SharedOptions, withSharedOptions } from '../shared-options.ts';

export type RunOptions = Omit<SharedOptions, 'spec'> &
  DrawOptions &
  RunFolderOptions &
  OracleOptions & { readonly flow?: boolean; readonly report?: string; readonly docx?: string };

export function addRun(root: Command, home: Home): void {
  const { program } = home;
  withOracle(withRunFolder(withDraws(withSharedOptions(root.command('run'), false))))
    .argument('<spec>', "a YAML file with models and whatever else they need, or a paper's folder")
    .description('Runs any model file on any data: your country, your reform')
    .option(
      '--report <file>',
      'one page with everything (HTML): tables, figures, sample flow, findings of the linter, spec',
    )
    .option('--docx <file>', 'the tables and figures as a Word document')
    .option('--flow', 'also the sample flow: rows after each step')
    .addHelpText(
      'after',
      `\nExamples:\n  $ ${program} run my-spec.yaml --data my.csv\n  $ ${program} run my-spec.yaml --data - --format json < my.csv\n  $ ${program} run my-spec.yaml --report report.html\n  $ ${program} run my-spec.yaml --data wave1.csv --data wave2.csv\n`,
    )
    .action(async (spec: string, options: RunOptions) => {
      const { runSpec } = await import('../actions/run.ts');
      home.finish(await runSpec(home, spec, options));
    });
}
