/** What a codebook says of the columns of a survey file: kind, label, levels, missing codes, privacy. */
import { Failure } from '../../errors/failure.ts';
import { nearestHint } from '../../errors/nearest.ts';
import type { Measure } from '../../results/measure.ts';
import type { Text } from '../../results/text.ts';

/**
 * `number`: a quantity; `category`: one of a few answers; `id`: names a person, place or cluster, kept as text with its leading
 * zeros; `text`: free text; `answers`: several answers in one cell, joined by a separator.
 */
export type ColumnKind = 'number' | 'category' | 'id' | 'text' | 'answers';

/** One answer category; `codes` are the raw texts that mean it. */
export interface CodebookLevel {
  readonly name: string;
  readonly label: Text;
  readonly codes: readonly string[];
}

export interface CodebookColumn {
  readonly name: string;
  readonly kind: ColumnKind;
  readonly label: Text;
  readonly unit?: Text;
  readonly measure?: Measure;
  /** in the order of tables; without levels the texts of the data are the levels */
  readonly levels?: readonly CodebookLevel[];
  /** name of the reference level */
  readonly reference?: string;
  /** raw texts that mean that there is no answer, besides the codebook's */
  readonly missing: readonly string[];
  /** whether output must not show values of the column */
  readonly private: boolean;
  /** whether a message may quote a raw value: only where the codebook says `private: false` */
  readonly quotable: boolean;
  /** keep what a double cannot hold of a decimal (NumericColumn.low) */
  readonly exact: boolean;
  /** between the answers of one cell */
  readonly separator: string;
}

export interface Codebook {
  /** raw texts that mean that there is no answer, in every column; the empty text always does (except in `answers`) */
  readonly missing: readonly string[];
  /** a column that marks rows which a recipe made, and what every table says then */
  readonly synthetic?: { readonly column: string; readonly notice: Text };
  /** what a row of the data is, in the plural: person-waves */
  readonly row?: Text;
  readonly columns: ReadonlyMap<string, CodebookColumn>;
}

/** For a user's own data: every column is typed by what it holds. */
export const EMPTY_CODEBOOK: Codebook = { missing: [], columns: new Map() };

/** A column as a codebook file writes it: everything but name and kind may be left out. */
export interface DeclaredColumn {
  readonly kind: ColumnKind;
  readonly label?: Text;
  readonly unit?: Text;
  readonly measure?: Measure;
  readonly levels?: readonly { readonly name: string; readonly label?: Text; readonly codes?: readonly string[] }[];
  readonly reference?: string;
  readonly missing?: readonly string[];
  readonly private?: boolean;
  readonly exact?: boolean;
  readonly separator?: string;
}

const LEVEL_KINDS: readonly ColumnKind[] = ['category', 'answers'];

/**
 * A column with its defaults: label and codes from the names, ids and texts private, answers separated by `;`. E-SPEC-VALUE for a
 * name or code that two levels share, a code that is missing as well, or levels of a column without categories; E-SPEC-NAME for
 * a reference that is no level.
 */
export function codebookColumn(name: string, declared: DeclaredColumn): CodebookColumn {
  const { kind, label, unit, measure, reference, missing, exact, separator } = declared;
  const levels = declared.levels?.map((level) => ({
    name: level.name,
    label: level.label ?? { en: level.name },
    codes: (level.codes ?? [level.name]).map(canonicalText),
  }));
  const column: CodebookColumn = {
    name,
    kind,
    label: label ?? { en: name },
    ...(unit && { unit }),
    ...(measure && { measure }),
    ...(levels && { levels }),
    ...(reference !== undefined && { reference }),
    missing: (missing ?? []).map(canonicalText),
    private: declared.private ?? (kind === 'id' || kind === 'text'),
    quotable: declared.private === false,
    exact: exact ?? false,
    separator: separator ?? ';',
  };
  checkColumn(column);
  return column;
}

function checkColumn({ name, kind, measure, levels, reference, missing, exact, separator }: CodebookColumn): void {
  const refuse = (finding: string, accepted?: string) => {
    throw new Failure('E-SPEC-VALUE', { finding: `column "${name}": ${finding}`, ...(accepted && { accepted }) });
  };
  if (levels && !LEVEL_KINDS.includes(kind))
    refuse(`levels of a column of kind ${kind}`, 'levels belong to kind category or answers');
  if (measure && kind !== 'number') refuse(`a measure on a column of kind ${kind}`, 'measure belongs to kind number');
  if (exact && kind !== 'number') refuse(`exact on a column of kind ${kind}`, 'exact belongs to kind number');
  if (separator === '') refuse('an empty separator');
  const names = levels?.map((level) => level.name) ?? [];
  const codes = levels?.flatMap((level) => level.codes) ?? [];
  const twice = repeated(names);
  if (twice !== undefined) refuse(`two levels are called "${twice}"`);
  const shared = repeated(codes);
  if (shared !== undefined) refuse(`the code "${shared}" stands for two levels`);
  const both = codes.find((code) => missing.includes(code));
  if (both !== undefined) refuse(`the code "${both}" is a level and missing as well`);
  if (kind === 'answers') {
    const cut = [...names, ...codes].find((text) => text.includes(separator) || text.includes(';'));
    if (cut !== undefined) refuse(`the level or code "${cut}" contains the separator`);
  }
  if (reference !== undefined && levels && !names.includes(reference)) {
    const accepted = nearestHint(reference, names) ?? `levels: ${names.join(', ')}`;
    throw new Failure('E-SPEC-NAME', { finding: `column "${name}": no level "${reference}" to refer to`, accepted });
  }
}

function repeated(texts: readonly string[]): string | undefined {
  return texts.find((text, index) => texts.indexOf(text) !== index);
}

const PLAIN_TEXT = /^[!-~]*$/;

/** A cell, name or code as it is compared: composed (NFC), without spaces and zero-width characters around it. */
export function canonicalText(text: string): string {
  if (PLAIN_TEXT.test(text)) return text;
  return text.normalize('NFC').replace(/^[\s\u200b-\u200d\u2060\ufeff]+|[\s\u200b-\u200d\u2060\ufeff]+$/g, '');
}
