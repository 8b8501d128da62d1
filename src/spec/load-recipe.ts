/** simulate.yaml: the recipe of a synthetic survey. */

import type { Recipe } from '../analysis/simulate/recipe.ts';
import { recipeSchema } from '../analysis/simulate/registry.ts';
import { parseYaml } from '../yaml/document.ts';
import { validate } from '../yaml/validate.ts';
import { readSpecText } from './read-spec.ts';

/** Throws E-SPEC-READ, E-SPEC-YAML, or Failures with every fault of the file. */
export function loadRecipe(path: string): Recipe {
  return validate(parseYaml(readSpecText(path), path), recipeSchema);
}
