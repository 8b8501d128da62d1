/** A recipe -> the cells of a synthetic survey file. */
import { Failure } from '../../errors/failure.ts';
import type { Frame } from '../data/frame.ts';
import { encode } from './encode.ts';
import type { Recipe } from './recipe.ts';

/** The cells of a file, column by column. */
export interface SimulatedSurvey {
  readonly rows: number;
  readonly seed: number;
  readonly names: readonly string[];
  /** one array of texts per name */
  readonly cells: readonly (readonly string[])[];
}

/**
 * Runs a recipe. The same recipe, rows and seed give the same bytes on every machine. With the rows that the recipe was
 * written for, its counts hold to the row; with another number they are proportions. Throws E-RESOURCE for a number of
 * rows that is not whole or above ten million, and what the steps throw.
 */
export function simulate(
  recipe: Recipe,
  asked: { readonly rows?: number; readonly seed?: number } = {},
): SimulatedSurvey {
  const rows = asked.rows ?? recipe.rows;
  const seed = asked.seed ?? recipe.seed;
  if (!Number.isInteger(rows) || rows < 1 || rows > 1e7) {
    throw new Failure('E-RESOURCE', {
      finding: `cannot simulate ${rows} rows`,
      accepted: 'a whole number from 1 to 10,000,000',
    });
  }
  const frame = simulateFrame(recipe, rows, seed);
  return {
    rows,
    seed,
    names: recipe.columns.map((column) => column.name),
    cells: recipe.columns.map((column) => encode(column, frame)),
  };
}

/** The columns behind the file, before they are turned into raw codes: what the recipe's steps made. */
export function simulateFrame(recipe: Recipe, rows: number, seed: number): Frame {
  const setting = { seed, exact: rows === recipe.rows, core: recipe.core };
  let frame: Frame = { rows, columns: new Map() };
  for (const step of recipe.steps) frame = step.run(frame, setting);
  return frame;
}

/**
 * The lines of the survey as CSV (RFC 4180, line feed at the end of each), header first. A text with a comma, a quote
 * or a line break is quoted.
 */
export function* csvLines(survey: SimulatedSurvey): Generator<string> {
  yield `${survey.names.map(quoted).join(',')}\n`;
  for (let row = 0; row < survey.rows; row++) yield `${survey.cells.map((column) => quoted(column[row]!)).join(',')}\n`;
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
