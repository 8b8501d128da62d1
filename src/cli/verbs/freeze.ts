/** `freeze`: the numbers of a run as expectations that `check --expect` holds later runs against. */
import type { Command } from 'commander';
import { type DrawOptions, withDraws } from '../draws/draw-options.ts';
import type { Home } from '../program.ts';
import {
  collect,
  type DataOptions,
  type MannerOptions,
  type SpecOptions,
  withData,
  withErrors,
  withOut,
  withSettings,
} from '../shared-options.ts';

export type FreezeOptions = DataOptions &
  SpecOptions &
  DrawOptions &
  MannerOptions & {
    readonly out?: string;
    readonly from?: string;
    readonly exact?: boolean;
    readonly only: readonly string[];
  };

export function addFreeze(root: Command, home: Home): void {
  const { program, front } = home;
  const [first = 'run'] = front.commands.keys();
  withDraws(withErrors(withOut(withSettings(withData(root.command('freeze')), { spec: true }))))
    .argument('[commands...]', 'commands whose numbers are frozen; everything unless named')
    .description('Writes the numbers of a run as expectations (expect.yaml), for `check --expect`')
    .option('--from <results.json>', 'the numbers of a run that --format json wrote, in place of a run now')
    .option('--only <address>', 'only numbers below this address, e.g. models.benchmark (repeatable)', collect, [])
    .option('--exact', 'every digit, held to a relative tolerance of 1e-8, in place of rounded numbers')
    .addHelpText(
      'after',
      `\nExamples:\n  $ ${program} freeze ${first} --out expect.yaml\n  $ ${program} freeze --from results.json --exact --out expect.yaml\n  $ ${program} freeze --spec my-spec.yaml --data my.csv --only models --out expect.yaml\n  $ ${program} check --expect expect.yaml\n`,
    )
    .action(async (commands: readonly string[], options: FreezeOptions) => {
      const { runFreeze } = await import('../actions/freeze.ts');
      home.finish(await runFreeze(home, commands, options));
    });
}
