/** A column as it was read -> numbers or categories, as the codebook says; what it does not say is refused and counted. */
import { type CodebookColumn, canonicalText } from './codebook.ts';
import type { Column, ColumnInfo } from './column.ts';
import type { RawColumn, Reading } from './raw-column.ts';
import { typeAnswers } from './type-answers.ts';
import { typeCategory } from './type-category.ts';
import { typeNumber } from './type-number.ts';

/** Types a column; `missing` are the codebook's codes for every column. E-DATA-NUMBER, E-DATA-LEVEL. */
export function typeColumn(
  raw: RawColumn,
  declared: CodebookColumn,
  missing: readonly string[],
  reading: Reading,
): Column {
  const { kind, name, label, unit, reference } = declared;
  const texts = raw.texts.map(canonicalText);
  const codes = new Set([...missing.map(canonicalText), ...declared.missing]);
  const info: ColumnInfo = {
    name,
    label,
    private: declared.private,
    ...(unit && { unit }),
    ...(reference !== undefined && { reference }),
  };
  if (kind === 'answers') return typeAnswers(raw, texts, declared, info, codes, reading);
  codes.add('');
  const type = kind === 'number' ? typeNumber : typeCategory;
  return type(raw, texts, declared, info, codes, reading);
}
