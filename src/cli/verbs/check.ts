/** `check`: is the spec sound, do the data fit it, and how many rows would each equation have? Nothing is fitted. */
import type { Command } from 'commander';
import type { Home } from '../program.ts';
import { type SharedOptions, withData, withFormat, withManner, withOut, withSettings } from '../shared-options.ts';

export type CheckOptions = Omit<SharedOptions, 'digits'> & { readonly columns?: boolean };

export function addCheck(root: Command, home: Home): void {
  const { program } = home;
  const command = withSettings(withData(root.command('check')), { spec: true });
  withManner(withOut(withFormat(command)))
    .description('Checks spec and data without fitting anything: sample flow, rows and columns of every equation')
    .option('--columns', 'only the columns of the data, and what the codebook says of them')
    .addHelpText(
      'after',
      `\nExamples:\n  $ ${program} check --data survey.csv\n  $ ${program} check --data survey.csv --columns\n  $ ${program} check --spec my-paper/ --data my.csv\n`,
    )
    .action(async (options: CheckOptions) => {
      const { runCheck } = await import('../actions/check.ts');
      home.finish(await runCheck(home, options));
    });
}
