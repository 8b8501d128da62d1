/** `simulate`: synthetic data from the paper's recipe. */
import type { Command } from 'commander';
import type { Home } from '../program.ts';
import { wholeNumber, withErrors, withOut } from '../shared-options.ts';

export interface SimulateOptions {
  readonly rows?: number;
  readonly seed?: number;
  readonly out?: string;
  readonly recipe?: string;
}

export function addSimulate(root: Command, home: Home): void {
  const { program } = home;
  withErrors(withOut(root.command('simulate')))
    .description(
      "Writes a synthetic survey by the paper's recipe: people who do not exist, labelled as such in every row",
    )
    .option('--rows <n>', 'respondents; those of the recipe unless given', wholeNumber)
    .option('--seed <n>', 'start of the random streams; that of the recipe unless given', wholeNumber)
    .option('--recipe <file>', 'a recipe of your own')
    .addHelpText(
      'after',
      `\nExamples:\n  $ ${program} simulate --seed 7 --out my-draw.csv\n  $ ${program} simulate --rows 200937 | wc -l\n`,
    )
    .action(async (options: SimulateOptions) => {
      const { runSimulate } = await import('../actions/simulate.ts');
      home.finish(await runSimulate(home, options));
    });
}
