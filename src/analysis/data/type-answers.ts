/** The texts of a question with several answers -> one level per combination of answers. */
import { type CodebookColumn, canonicalText } from './codebook.ts';
import { ANSWER_SEPARATOR, type CategoricalColumn, type ColumnInfo } from './column.ts';
import { compareCodePoints, inLevelOrder } from './level-order.ts';
import { columnFault, type RawColumn, type Reading } from './raw-column.ts';
import { levelOfName, recodeRows, UNKNOWN_CODE } from './type-category.ts';

/**
 * A level per combination that occurs, named by the answers in codebook order joined by `;`. No answer is the level with the empty name,
 * unless the empty text is declared missing. An answer that the codebook does not know is E-DATA-LEVEL.
 */
export function typeAnswers(
  raw: RawColumn,
  texts: readonly string[],
  declared: CodebookColumn,
  info: ColumnInfo,
  missing: ReadonlySet<string>,
  reading: Reading,
): CategoricalColumn {
  const { levels, separator } = declared;
  const order = levels?.map((level) => level.name);
  const nameOf = levels && new Map(levels.flatMap(({ codes, name }) => codes.map((code) => [code, name] as const)));
  const unknown = new Set<number>();
  const combinations = texts.map((text, code) => {
    if (missing.has(text)) return undefined;
    const given = text
      .split(separator)
      .map(canonicalText)
      .filter((answer) => answer !== '');
    const named = given.map((answer) => (nameOf ? nameOf.get(answer) : answer));
    if (named.includes(undefined)) unknown.add(code);
    const distinct = new Set(named as string[]);
    return (order ? order.filter((name) => distinct.has(name)) : inLevelOrder([...distinct])).join(ANSWER_SEPARATOR);
  });
  if (unknown.size > 0) throw columnFault('E-DATA-LEVEL', raw, declared, unknown, reading, UNKNOWN_CODE);
  const names = [...new Set(combinations.filter((name) => name !== undefined))].sort(compareCodePoints);
  const indexOf = new Map<string | undefined, number>(names.map((name, index) => [name, index]));
  const codes = recodeRows(
    raw.codes,
    combinations.map((name) => indexOf.get(name) ?? -1),
  );
  const answers = levels?.map(({ name, label }) => ({ name, label })) ?? singleAnswers(names).map(levelOfName);
  return { kind: 'categorical', info, codes, levels: names.map(levelOfName), answers };
}

function singleAnswers(combinations: readonly string[]): string[] {
  const single = new Set(combinations.flatMap((name) => name.split(ANSWER_SEPARATOR)));
  single.delete('');
  return inLevelOrder([...single]);
}
