/** `simulate`: synthetic data from the paper's recipe. */
import { join } from 'node:path';
import type { Command } from 'commander';
import { csvLines, simulate } from '../../analysis/simulate/simulate.ts';
import { loadRecipe } from '../../spec/load-recipe.ts';
import type { Home } from '../program.ts';
import { wholeNumber } from '../shared-options.ts';
import { CLOSED_PIPE, writeFileWhole, writeStdout } from '../streams.ts';

interface Options {
  readonly rows?: number;
  readonly seed?: number;
  readonly out?: string;
  readonly recipe?: string;
}

export function addSimulate(root: Command, home: Home): void {
  root
    .command('simulate')
    .description("Writes a synthetic survey by the paper's recipe: people who do not exist, labelled as such in every row")
    .option('--rows <n>', 'respondents; those of the recipe unless given', wholeNumber)
    .option('--seed <n>', 'start of the random streams; that of the recipe unless given', wholeNumber)
    .option('--recipe <file>', 'a recipe of your own')
    .option('-o, --out <file>', 'writes there, whole or not at all')
    .addHelpText('after', `\nExamples:\n  $ ${home.program} simulate --seed 7 --out my-draw.csv\n  $ ${home.program} simulate --rows 200937 | wc -l\n`)
    .action(async (options: Options) => {
      const recipe = loadRecipe(options.recipe ?? join(home.folder, 'simulate.yaml'));
      const { rows, seed } = options;
      const survey = simulate(recipe, { ...(rows !== undefined && { rows }), ...(seed !== undefined && { seed }) });
      home.finish(await write(csvLines(survey), options.out));
    });
}

async function write(lines: Iterable<string>, out: string | undefined): Promise<number> {
  if (out !== undefined) {
    writeFileWhole(out, [...lines].join(''));
    return 0;
  }
  let batch = '';
  for (const line of lines) {
    batch += line;
    if (batch.length < 1 << 16) continue;
    if (!(await writeStdout(batch))) return CLOSED_PIPE;
    batch = '';
  }
  return (await writeStdout(batch)) ? 0 : CLOSED_PIPE;
}
