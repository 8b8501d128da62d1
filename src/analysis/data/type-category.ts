/** The texts of a column -> categories. */
import type { CodebookColumn } from './codebook.ts';
import type { CategoricalColumn, ColumnInfo, Level } from './column.ts';
import { inLevelOrder } from './level-order.ts';
import { columnFault, type RawColumn, type Reading } from './raw-column.ts';

/**
 * A categorical column from its texts in canonical form. With declared levels every text must be the code of one of them, else
 * E-DATA-LEVEL; without, the texts are the levels.
 */
export function typeCategory(
  raw: RawColumn,
  texts: readonly string[],
  declared: CodebookColumn,
  info: ColumnInfo,
  missing: ReadonlySet<string>,
  reading: Reading,
): CategoricalColumn {
  noticeLeadingZeros(raw.name, texts, reading);
  if (declared.levels === undefined) return categoryOfTexts(raw, texts, missing, info, declared.kind === 'category');
  const { levels } = declared;
  const indexOf = new Map(levels.flatMap(({ codes }, index) => codes.map((code) => [code, index] as const)));
  const unknown = new Set<number>();
  const levelOfCode = texts.map((text, code) => {
    const index = missing.has(text) ? -1 : indexOf.get(text);
    if (index === undefined) unknown.add(code);
    return index ?? -1;
  });
  if (unknown.size > 0) throw columnFault('E-DATA-LEVEL', raw, declared, unknown, reading, UNKNOWN_CODE);
  const kept = levels.map(({ name, label }) => ({ name, label }));
  return { kind: 'categorical', info, codes: recodeRows(raw.codes, levelOfCode), levels: kept };
}

export const UNKNOWN_CODE = {
  one: 'row has a code that the codebook does not know',
  many: 'rows have a code that the codebook does not know',
  remedy: 'declare it under levels: or missing: in the codebook',
};

/** A categorical column whose levels are the texts of the data, in level order or in order of appearance. */
export function categoryOfTexts(
  raw: RawColumn,
  texts: readonly string[],
  missing: ReadonlySet<string>,
  info: ColumnInfo,
  ordered: boolean,
): CategoricalColumn {
  const present = [...new Set(texts.filter((text) => !missing.has(text)))];
  const names = ordered ? inLevelOrder(present) : present;
  const indexOf = new Map(names.map((name, index) => [name, index]));
  const levelOfCode = texts.map((text) => indexOf.get(text) ?? -1);
  return { kind: 'categorical', info, codes: recodeRows(raw.codes, levelOfCode), levels: names.map(levelOfName) };
}

/** A level that is labelled with its name. */
export function levelOfName(name: string): Level {
  return { name, label: { en: name } };
}

/** The level of every row, from the level of every code. */
export function recodeRows(codes: Int32Array, levelOfCode: readonly number[]): Int32Array {
  const levels = Int32Array.from(levelOfCode);
  const recoded = new Int32Array(codes.length);
  for (let row = 0; row < codes.length; row++) recoded[row] = levels[codes[row]!]!;
  return recoded;
}

/** `01` and `1` side by side usually mean that some program dropped zeros. */
function noticeLeadingZeros(name: string, texts: readonly string[], reading: Reading): void {
  const plain = new Set(texts);
  const padded = texts.filter((text) => /^0+[0-9]/.test(text) && plain.has(text.replace(/^0+(?=[0-9])/, '')));
  if (padded.length === 0) return;
  reading.notices.push(
    `column "${name}": ${padded.length} codes occur with and without leading zeros and are kept apart`,
  );
}
