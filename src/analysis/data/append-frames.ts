/** Several data files as one: the rows of each after those of the one before. */
import { Failure } from '../../errors/failure.ts';
import type { Codebook } from './codebook.ts';
import type { CategoricalColumn, Column, Level, NumericColumn } from './column.ts';
import type { Frame } from './frame.ts';
import { compareCodePoints, inLevelOrder } from './level-order.ts';

/** A frame and the file it was read from, for messages. */
export interface FramePart {
  readonly frame: Frame;
  readonly file: string;
}

/**
 * The rows of all parts, in their order; every part has the columns of the first. Levels are united by name: in the order of the codebook
 * where it lists them, else in level order, or of appearance for ids and texts, so that a file cut in two reads as the whole one
 * does. E-DATA-COLUMN for a column that holds numbers in one file and categories in another.
 */
export function appendFrames(parts: readonly FramePart[], codebook: Codebook): Frame {
  const [first, ...others] = parts;
  if (first === undefined) throw new RangeError('nothing to append');
  if (others.length === 0) return first.frame;
  const rows = parts.reduce((sum, { frame }) => sum + frame.rows, 0);
  const columns = new Map<string, Column>();
  for (const name of first.frame.columns.keys()) {
    const pieces = parts.map(({ frame }) => frame.columns.get(name)!);
    columns.set(name, appendColumn(name, pieces, parts, codebook));
  }
  return { rows, columns };
}

function appendColumn(name: string, given: readonly Column[], parts: readonly FramePart[], codebook: Codebook): Column {
  const pieces = given.some(({ kind }) => kind === 'categorical') ? given.map(emptyAsCategories) : given;
  const numeric = pieces.filter((piece) => piece.kind === 'numeric');
  if (numeric.length === pieces.length) return appendNumbers(numeric);
  const categorical = pieces.filter((piece) => piece.kind === 'categorical');
  if (categorical.length === pieces.length) return appendCategories(name, categorical, codebook);
  const differs = pieces.findIndex((piece) => piece.kind !== pieces[0]!.kind);
  const said = (piece: Column) => (piece.kind === 'numeric' ? 'numbers' : 'categories');
  throw new Failure('E-DATA-COLUMN', {
    place: { file: parts[differs]!.file },
    finding: `column "${name}" holds ${said(pieces[differs]!)} here and ${said(pieces[0]!)} in ${parts[0]!.file}`,
    remedy: 'say its kind in a codebook',
  });
}

/** A column without any value has no kind of its own: beside categories it is one of them. */
function emptyAsCategories(piece: Column): Column {
  if (piece.kind === 'categorical' || piece.values.some((value) => !Number.isNaN(value))) return piece;
  return { kind: 'categorical', info: piece.info, codes: new Int32Array(piece.values.length).fill(-1), levels: [] };
}

function appendNumbers(pieces: readonly NumericColumn[]): NumericColumn {
  const exact = pieces.some(({ low }) => low !== null);
  const texts = new Map(pieces.toReversed().flatMap((piece) => [...(piece.texts ?? [])]));
  return {
    kind: 'numeric',
    info: pieces[0]!.info,
    values: endToEnd(pieces.map(({ values }) => values)),
    low: exact ? endToEnd(pieces.map(({ values, low }) => low ?? new Float64Array(values.length))) : null,
    ...(texts.size > 0 && { texts }),
  };
}

function endToEnd(parts: readonly Float64Array[]): Float64Array {
  const whole = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function appendCategories(name: string, pieces: readonly CategoricalColumn[], codebook: Codebook): CategoricalColumn {
  const declared = codebook.columns.get(name);
  const asTheyCome = declared !== undefined && (declared.kind === 'id' || declared.kind === 'text');
  const listed = declared?.levels !== undefined && declared.kind === 'category';
  const united = unite(pieces.map(({ levels }) => levels));
  const combined = pieces.some(({ answers }) => answers !== undefined);
  const levels = listed || asTheyCome ? united : inOrder(united, combined);
  const indexOf = new Map(levels.map((level, index) => [level.name, index]));
  const codes = new Int32Array(pieces.reduce((sum, piece) => sum + piece.codes.length, 0));
  let at = 0;
  for (const piece of pieces) {
    const map = piece.levels.map((level) => indexOf.get(level.name)!);
    for (const code of piece.codes) codes[at++] = code === -1 ? -1 : map[code]!;
  }
  const single = pieces.flatMap(({ answers }) => (answers === undefined ? [] : [answers]));
  const answers = declared?.levels !== undefined ? single[0] : inOrder(unite(single), false);
  const info = { ...pieces[0]!.info, private: pieces.some((piece) => piece.info.private) };
  return { kind: 'categorical', info, codes, levels, ...(single.length > 0 && answers && { answers }) };
}

/** Every level once, by name, as it appears first. */
function unite(lists: readonly (readonly Level[])[]): Level[] {
  const byName = new Map<string, Level>();
  for (const level of lists.flat()) if (!byName.has(level.name)) byName.set(level.name, level);
  return [...byName.values()];
}

/** In level order; combinations of answers by code point, as they are when they are read. */
function inOrder(levels: readonly Level[], combined: boolean): Level[] {
  const byName = new Map(levels.map((level) => [level.name, level]));
  const names = [...byName.keys()];
  return (combined ? names.sort(compareCodePoints) : inLevelOrder(names)).map((name) => byName.get(name)!);
}
