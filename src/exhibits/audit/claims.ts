/** The printed numbers by name, with the rows behind each: what every check reads. */
import { Failure } from '../../errors/failure.ts';
import { nearestHint } from '../../errors/nearest.ts';
import type { Published, PublishedCell } from '../published/schema.ts';
import type { Relations } from './relations-schema.ts';

export type Table = Published['tables'][number];
export type Column = Table['columns'][number];
export type Row = Table['rows'][number];
export type CellOf<T extends PublishedCell['type']> = Extract<PublishedCell, { type: T }>;
export type Scale = Relations['scales'][string];

export interface Place {
  readonly name: string;
  readonly table: Table;
  readonly row: Row;
  readonly column: Column;
  readonly cell: PublishedCell;
}

export interface Claims {
  readonly published: Published;
  readonly relations: Relations;
  readonly places: ReadonlyMap<string, Place>;
  /** by `table.column` */
  readonly columns: ReadonlyMap<string, { readonly table: Table; readonly column: Column }>;
}

/** Indexes a file; throws E-SPEC-NAME when a relation names a cell or column that the file does not have. */
export function claimsOf(published: Published, relations: Relations): Claims {
  const places = new Map<string, Place>();
  const columns = new Map<string, { table: Table; column: Column }>();
  for (const table of published.tables) {
    for (const column of table.columns) columns.set(`${table.id}.${column.id}`, { table, column });
    for (const row of table.rows) {
      for (const column of table.columns) {
        const cell = row.cells[column.id];
        const name = `${table.id}.${row.key}.${column.id}`;
        if (cell !== undefined) places.set(name, { name, table, row, column, cell });
      }
    }
  }
  const claims = { published, relations, places, columns };
  refuseUnknown(claims);
  return claims;
}

function refuseUnknown({ published, relations, places, columns }: Claims): void {
  const facts = new Set(published.facts.map((fact) => fact.id));
  const cells = [
    ...relations.rowPartitions.flatMap(({ parts, whole }) => [...parts, whole]),
    ...Object.keys(relations.rowN),
    ...relations.shares.map((share) => share.indicator),
    ...relations.tests.flatMap((test) => test.cells),
    ...Object.values(relations.facts).flatMap(({ plus, minus }) => [...plus, ...minus]),
    ...relations.claims.flatMap((claim) => claim.cells),
    ...relations.mediations.flatMap(({ pathA, pathB, total, direct }) => [pathA, pathB, total, direct]),
  ];
  const named = [
    ...relations.partitions.flatMap(({ parts, whole }) => [...parts, whole]),
    ...relations.sameModels.flat(),
    ...relations.shares.map((share) => share.column),
    ...relations.sizes.flatMap((size) => size.columns),
  ];
  const told = [...Object.keys(relations.facts), ...relations.unprinted, ...relations.tests.map((test) => test.fact)];
  for (const name of cells) if (!places.has(name)) throw unknown('printed cell', name, [...places.keys()]);
  for (const name of named) if (!columns.has(name)) throw unknown('printed column', name, [...columns.keys()]);
  for (const name of told) if (!facts.has(name)) throw unknown('fact', name, [...facts]);
}

function unknown(noun: string, name: string, known: readonly string[]): Failure {
  const accepted = nearestHint(name, known);
  return new Failure('E-SPEC-NAME', { finding: `no ${noun} "${name}"`, ...(accepted !== undefined && { accepted }) });
}

/** Rows behind a cell: as declared for it, else those of its column (by the row's group where they differ). */
export function rowsBehind({ relations }: Claims, { name, column, row }: Place): number | undefined {
  const declared = relations.rowN[name];
  if (declared !== undefined) return declared;
  const { n } = column;
  return typeof n === 'object' && n !== null ? n[row.group ?? ''] : (n ?? undefined);
}

export function columnRows({ columns }: Claims, name: string): number | undefined {
  const n = columns.get(name)?.column.n;
  return typeof n === 'number' ? n : undefined;
}

/** The cell of a column in a row, when it is of that type. */
export function cellAt<T extends PublishedCell['type']>(
  { places }: Claims,
  column: string,
  row: string,
  type: T,
): (Place & { readonly cell: CellOf<T> }) | undefined {
  const [table, id] = column.split('.');
  const place = places.get(`${table}.${row}.${id}`);
  return place?.cell.type === type ? (place as Place & { cell: CellOf<T> }) : undefined;
}

export function placesOf<T extends PublishedCell['type']>({ places }: Claims, type: T) {
  return [...places.values()].filter((place): place is Place & { cell: CellOf<T> } => place.cell.type === type);
}

/** The values that a variable can take: as declared, or 0/1 by its coding. */
export function scaleOf({ published, relations }: Claims, row: string): Scale | undefined {
  const declared = relations.scales[row];
  if (declared !== undefined) return declared;
  const coding = published.variables.find((variable) => variable.key === row)?.coding;
  return coding !== undefined && /^0\/1\b/.test(coding) ? { low: 0, high: 1, step: 1 } : undefined;
}

export function isBinary(scale: Scale | undefined): boolean {
  return scale !== undefined && Math.abs(scale.high - scale.low - scale.step) < 1e-12;
}
