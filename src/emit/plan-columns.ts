/** The columns of the data file that a script reads, and what is known of them. */
import type { Codebook, CodebookColumn } from '../analysis/data/codebook.ts';
import type { DataColumn, Kind, PlanColumn, PlanColumns } from './plan.ts';

/** Those columns of the codebook that are used, and of an open codebook also those that it does not describe. */
export function dataColumns({ columns }: Codebook, used: ReadonlySet<string>): readonly DataColumn[] {
  const described = [...columns.values()].filter(({ name }) => used.has(name)).map(readColumn);
  const rest = [...used].filter((name) => !columns.has(name));
  const undescribed = rest.map(
    (name): DataColumn => ({ name, label: name, kind: 'unknown', missing: [], separator: ';' }),
  );
  return [...described, ...undescribed];
}

function readColumn(column: CodebookColumn): DataColumn {
  const { name, label, kind, levels, reference, missing, separator } = column;
  return {
    name,
    label: label.en,
    kind,
    missing,
    separator,
    ...(levels && { levels: levels.map((level) => ({ name: level.name, codes: level.codes })) }),
    ...(reference !== undefined && { reference }),
  };
}

const KINDS: Readonly<Record<DataColumn['kind'], Kind>> = {
  number: 'number',
  category: 'category',
  id: 'category',
  text: 'category',
  answers: 'category',
  unknown: 'unknown',
};

/** What the columns are once they are read. */
export function columnsAsRead(columns: readonly DataColumn[]): PlanColumns {
  return new Map(
    columns.map(({ name, kind, levels, reference }): [string, PlanColumn] => [
      name,
      {
        kind: KINDS[kind],
        ...(levels && kind === 'category' && { levels: levels.map((level) => level.name) }),
        ...(reference !== undefined && { reference }),
        ...((kind === 'id' || kind === 'text') && { ordered: false }),
      },
    ]),
  );
}
