/** The printed numbers by name, with the rows behind each: what every check reads. */
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

/** Indexes a file. */
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
  return { published, relations, places, columns };
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

/** The name of the cell of a column (`table.column`) in a row. */
export function cellIn(column: string, row: string): string {
  const [table, id] = column.split('.');
  return `${table}.${row}.${id}`;
}

/** The column (`table.column`) of a cell. */
export function columnOf(cell: string): string {
  return `${cell.slice(0, cell.indexOf('.'))}${cell.slice(cell.lastIndexOf('.'))}`;
}

/** The cell of a column in a row, when it is of that type. */
export function cellAt<T extends PublishedCell['type']>(
  { places }: Claims,
  column: string,
  row: string,
  type: T,
): (Place & { readonly cell: CellOf<T> }) | undefined {
  const place = places.get(cellIn(column, row));
  return place?.cell.type === type ? (place as Place & { cell: CellOf<T> }) : undefined;
}

export function placesOf<T extends PublishedCell['type']>({ places }: Claims, type: T) {
  return [...places.values()].filter((place): place is Place & { cell: CellOf<T> } => place.cell.type === type);
}

/** An estimate as it stands in print. */
export function estimateText({ printed, printedSe }: CellOf<'estimate'>): string {
  return printedSe === undefined ? printed : `${printed} (${printedSe})`;
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
