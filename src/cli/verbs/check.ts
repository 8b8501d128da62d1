/** `check`: is the spec sound, do the data fit it, and how many rows would each equation have? Nothing is fitted. */
import type { Command } from 'commander';
import { withDraws } from '../draws/draw-options.ts';
import type { ExpectationOptions } from '../expectations/expectation-run.ts';
import type { Home } from '../program.ts';
import { withData, withFormat, withManner, withOut, withSettings } from '../shared-options.ts';

export type CheckOptions = ExpectationOptions & {
  readonly columns?: boolean;
  readonly fix?: boolean;
  readonly dryRun?: boolean;
  /** --no-data was said */
  readonly withoutData: boolean;
};

/** What commander makes of --data and --no-data together. */
type Given = Omit<CheckOptions, 'data' | 'withoutData'> & { readonly data: readonly string[] | false };

export function addCheck(root: Command, home: Home): void {
  const { program } = home;
  const command = withSettings(withData(root.command('check')), { spec: true });
  withDraws(withManner(withOut(withFormat(command))))
    .description(
      'Checks spec and data without fitting anything: sample flow, rows and columns of every equation, findings of the linter',
    )
    .option('--columns', 'only the columns of the data, and what the codebook says of them')
    .option('--expect [file]', 'fits what is expected and says what is missed (exit code 5); expect.yaml unless named')
    .option('--no-data', 'the spec alone: rules of the linter that need data are named and not run')
    .option(
      '--fix',
      'mends what is mechanical in the spec that --spec names, keeping its comments, then checks it again',
    )
    .option('--dry-run', 'with --fix: prints what would change and writes nothing')
    .option('--all', 'also findings that lint.ignore silences; with --expect: also the expectations that are met')
    .addHelpText(
      'after',
      `\nExamples:\n  $ ${program} check --data survey.csv\n  $ ${program} check --data survey.csv --columns\n  $ ${program} check --spec my-paper/ --data my.csv\n  $ ${program} check --no-data --strict\n  $ ${program} check --spec my-spec.yaml --fix --dry-run\n  $ ${program} check --expect\n  $ ${program} check --expect my-expect.yaml --format junit --out report.xml\n`,
    )
    .action(async ({ data, ...options }: Given) => {
      const { runCheck } = await import('../actions/check.ts');
      home.finish(await runCheck(home, { ...options, data: data || [], withoutData: data === false }));
    });
}
