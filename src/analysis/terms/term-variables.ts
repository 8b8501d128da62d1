/** Which variables a term needs of every row, and which ones its columns are made of. */
import type { Term } from './term.ts';

/** The columns that must not be missing in a row that the term is to stand on. */
export function requiredVariables({ variables, maybeMissing }: Term): readonly string[] {
  return maybeMissing === undefined ? variables : variables.filter((name) => !maybeMissing.includes(name));
}

/** The variables that the columns of the term are made of: those that it makes itself, or those that it reads. */
export function enteringVariables({ variables, enters }: Term): readonly string[] {
  return enters ?? variables;
}
