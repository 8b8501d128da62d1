/** Writes a synthetic survey. */
import { join } from 'node:path';
import { csvLines, simulate } from '../../analysis/simulate/simulate.ts';
import { loadRecipe } from '../../spec/load-recipe.ts';
import { checkOut } from '../output.ts';
import type { Home } from '../program.ts';
import { CLOSED_PIPE, writeFileWhole, writeStdout } from '../streams.ts';
import type { SimulateOptions } from '../verbs/simulate.ts';

export async function runSimulate(
  { folder }: Home,
  { rows, seed, out, recipe: own }: SimulateOptions,
): Promise<number> {
  const file = own ?? join(folder, 'simulate.yaml');
  if (out !== undefined) checkOut(out, [file]);
  const recipe = loadRecipe(file);
  const survey = simulate(recipe, { ...(rows !== undefined && { rows }), ...(seed !== undefined && { seed }) });
  if (out !== undefined) await writeFileWhole(out, csvLines(survey));
  else if (!(await writeStdout(csvLines(survey)))) return CLOSED_PIPE;
  return 0;
}
