/** What the steps that make a column have in common: its labels, its place in the frame, and what is said of it. */
import { Failure } from '../../errors/failure.ts';
import { nearestHint } from '../../errors/nearest.ts';
import type { Text } from '../../results/text.ts';
import { type CategoricalColumn, type Column, type ColumnInfo, isMissing, type Level } from '../data/column.ts';
import { type Frame, withColumn } from '../data/frame.ts';
import { type Done, keepingAll } from './flow.ts';
import type { MadeColumn } from './step.ts';

/** How a new column is called. */
export interface Naming {
  readonly name: string;
  /** the name unless given */
  readonly label?: Text;
  readonly unit?: Text;
}

export interface CategoryNaming extends Naming {
  /** name of the level that models leave out */
  readonly reference?: string;
}

export interface NamedLevel {
  readonly name: string;
  /** the name unless given */
  readonly label?: Text;
}

export function infoOf({ name, label, unit, reference }: CategoryNaming): ColumnInfo {
  return {
    name,
    label: label ?? { en: name },
    private: false,
    ...(unit && { unit }),
    ...(reference !== undefined && { reference }),
  };
}

/** What a step that makes categories knows of its column; without a reference models leave out the first level. */
export function madeCategory(
  { name, label, unit, reference }: CategoryNaming,
  levels: readonly NamedLevel[] = [],
): MadeColumn {
  const left = levels.find((level) => level.name === reference) ?? levels[0];
  return {
    name,
    label: label ?? { en: name },
    ...(unit && { unit }),
    category: left === undefined ? {} : { reference: left.label ?? { en: left.name } },
  };
}

export function levelsOf(levels: readonly NamedLevel[]): Level[] {
  return levels.map(({ name, label }) => ({ name, label: label ?? { en: name } }));
}

/** E-SPEC-VALUE: two levels of one name; E-SPEC-NAME: a reference that is no level. */
export function checkLevels(levels: readonly NamedLevel[], { reference }: CategoryNaming): void {
  const names = levels.map((level) => level.name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new Failure('E-SPEC-VALUE', { finding: `two levels are called "${twice}"` });
  if (reference === undefined || names.includes(reference)) return;
  const accepted = nearestHint(reference, names) ?? `levels: ${names.join(', ')}`;
  throw new Failure('E-SPEC-NAME', { finding: `no level "${reference}" to refer to`, accepted });
}

/** The frame with a new column of categories. */
export function withCategory(
  frame: Frame,
  naming: CategoryNaming,
  codes: Int32Array,
  levels: readonly NamedLevel[],
  notices: readonly Text[] = [],
): Done {
  const column: CategoricalColumn = { kind: 'categorical', info: infoOf(naming), codes, levels: levelsOf(levels) };
  return withCreated(frame, column, notices);
}

/** The frame with a new column; the flow says how much of it is missing and whether it replaces one. */
export function withCreated(frame: Frame, column: Column, notices: readonly Text[] = []): Done {
  const { name, label } = column.info;
  let missing = 0;
  for (let row = 0; row < frame.rows; row++) if (isMissing(column, row)) missing++;
  const said = [...notices];
  if (frame.columns.has(name)) {
    said.unshift({ en: `${name}: replaces the column of that name`, zh: `${name}：取代同名的列` });
  }
  if (missing > 0) said.push({ en: `${name}: missing in ${missing} rows`, zh: `${name}：${missing}行缺失` });
  return keepingAll(
    withColumn(frame, column),
    label.en === name ? label : { en: `${name}: ${label.en}`, zh: `${name}：${label.zh ?? label.en}` },
    said,
  );
}
