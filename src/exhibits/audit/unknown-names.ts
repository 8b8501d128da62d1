/** Names in relations that the file of printed numbers does not have, each with its path for the message. */
import { nearestHint } from '../../errors/nearest.ts';
import { type Claims, cellIn } from './claims.ts';
import { type Formula, namesOf } from './formula.ts';

export interface UnknownName {
  readonly path: readonly (string | number)[];
  readonly finding: string;
  readonly accepted?: string;
}

type Path = UnknownName['path'];
type Named = readonly [Path, string];

/** In the order of the schema; empty when every name is there. */
export function unknownNames({ published, relations: r, places, columns }: Claims): readonly UnknownName[] {
  const facts = published.facts.map(({ id }) => id);
  const figures = published.figures.map(({ id }) => id);
  const drawn = published.figures.flatMap(({ id, values }) => values.map(({ key }) => `${id}.${key}`));
  const tables = published.tables.map(({ id }) => id);
  const rows = published.tables.flatMap((table) => table.rows.map(({ key }) => key));
  const formulas: readonly (readonly [Path, Formula])[] = [
    ...Object.entries(r.facts).flatMap(([id, { formula, relativeTo }]) => [
      ...given(['facts', id, 'formula'], formula),
      ...given(['facts', id, 'relative_to'], relativeTo),
    ]),
    ...r.quantities.flatMap(({ formula, equals, atLeast, atMost }, k) => [
      ...given(['quantities', k, 'formula'], formula),
      ...given(['quantities', k, 'equals'], equals),
      ...given(['quantities', k, 'at_least'], atLeast),
      ...given(['quantities', k, 'at_most'], atMost),
    ]),
  ];
  const inFormulas = formulas.flatMap(([path, formula]) => namesOf(formula).map((name) => ({ path, ...name })));
  const cells: readonly Named[] = [
    ...r.rowPartitions.flatMap((one, k) => lists(['row_partitions', k], { parts: one.parts, whole: [one.whole] })),
    ...Object.keys(r.rowN).map((name): Named => [['row_n', name], name]),
    ...r.shares.map(({ indicator }, k): Named => [['shares', k, 'indicator'], indicator]),
    ...r.subsets.flatMap(({ row, columns: of }, k) =>
      of.map((one): Named => [['subsets', k, 'row'], cellIn(one, row)]),
    ),
    ...r.tests.flatMap((one, k) => lists(['tests', k], { cells: one.cells })),
    ...r.claims.flatMap((one, k) => lists(['claims', k], { cells: one.cells })),
    ...r.mediations.flatMap((one, k): Named[] => [
      [['mediations', k, 'path_a'], one.pathA],
      [['mediations', k, 'path_b'], one.pathB],
      [['mediations', k, 'total'], one.total],
      [['mediations', k, 'direct'], one.direct],
    ]),
    ...inFormulas.filter(({ of }) => !['value', 'n'].includes(of)).map(({ path, name }): Named => [path, name]),
  ];
  const wholeColumns: readonly Named[] = [
    ...r.partitions.flatMap((one, k) => lists(['partitions', k], { parts: one.parts, whole: [one.whole] })),
    ...r.sameModels.flatMap((names, k) => names.map((name, j): Named => [['same_models', k, j], name])),
    ...r.shares.map(({ column }, k): Named => [['shares', k, 'column'], column]),
    ...r.subsets.flatMap((one, k) => lists(['subsets', k], { columns: one.columns, models: one.models })),
    ...inFormulas.filter(({ of }) => of === 'n').map(({ path, name }): Named => [path, name]),
  ];
  const told: readonly Named[] = [
    ...Object.keys(r.facts).map((id): Named => [['facts', id], id]),
    ...(r.quotes === 'all' ? [] : r.quotes.map((id, k): Named => [['quotes', k], id])),
    ...r.unprinted.map((id, k): Named => [['unprinted', k], id]),
    ...r.tests.map(({ fact }, k): Named => [['tests', k, 'fact'], fact]),
  ];
  const values = inFormulas.filter(({ of }) => of === 'value').map(({ path, name }): Named => [path, name]);
  return [
    ...absent('printed cell', cells, [...places.keys()]),
    ...absent('printed column', wholeColumns, [...columns.keys()]),
    ...absent('fact', told, facts),
    ...absent('printed number', values, [...places.keys(), ...facts, ...drawn]),
    ...absent(
      'figure',
      r.bases.map(({ figure }, k): Named => [['bases', k, 'figure'], figure]),
      figures,
    ),
    ...absent(
      'value of a figure',
      r.bases.flatMap(({ figure, values: keys }, k) =>
        figures.includes(figure) ? keys.map((key, j): Named => [['bases', k, 'values', j], `${figure}.${key}`]) : [],
      ),
      drawn,
    ),
    ...absent(
      'table',
      r.eventTimes.map(({ table }, k): Named => [['event_times', k, 'table'], table]),
      tables,
    ),
    ...absent(
      'row',
      [
        ...Object.keys(r.scales).map((key): Named => [['scales', key], key]),
        ...r.subsets.flatMap((one, k) => lists(['subsets', k], { rows: one.rows })),
      ],
      rows,
    ),
    ...absent(
      'group',
      r.severalAnswers.map((name, k): Named => [['several_answers', k], name]),
      published.tables.flatMap((table) => table.groups.map(({ id }) => `${table.id}.${id}`)),
    ),
  ];
}

function given(path: Path, formula: Formula | undefined): readonly (readonly [Path, Formula])[] {
  return formula === undefined ? [] : [[path, formula]];
}

function lists(path: Path, names: Readonly<Record<string, readonly string[]>>): readonly Named[] {
  return Object.entries(names).flatMap(([key, all]) =>
    all.map((name, k): Named => [key === 'whole' ? [...path, key] : [...path, key, k], name]),
  );
}

function absent(noun: string, named: readonly Named[], known: readonly string[]): readonly UnknownName[] {
  const there = new Set(known);
  return named
    .filter(([, name]) => !there.has(name))
    .map(([path, name]) => {
      const accepted = nearestHint(name, known);
      return { path, finding: `no ${noun} "${name}"`, ...(accepted !== undefined && { accepted }) };
    });
}
