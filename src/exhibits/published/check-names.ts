/** Names inside a file of printed numbers: each once, and none that nothing carries. */
import { nearestHint } from '../../errors/nearest.ts';
import type { Published } from './schema.ts';

type Path = readonly (string | number)[];

export interface NameFault {
  readonly path: Path;
  readonly finding: string;
  readonly accepted?: string;
}

/**
 * A fault for every table, column, row, star rule, figure or fact that is named twice, for a star rule that is not
 * declared, and for the `ref` of a fact that is no printed cell, value of a figure, table or figure: what refers to a name that is not there
 * would be left unchecked without a word.
 */
export function nameFaults(published: Published): readonly NameFault[] {
  const faults: NameFault[] = [];
  const { tables, figures, facts, starConventions } = published;
  const rules = starConventions.map(({ id }) => id);
  const cells = tables.flatMap(({ id, rows }) =>
    rows.flatMap((row) => Object.keys(row.cells).map((column) => `${id}.${row.key}.${column}`)),
  );
  const drawn = figures.flatMap(({ id, values }) => values.map(({ key }) => `${id}.${key}`));
  once('star rule', rules, (k) => ['star_conventions', k, 'id']);
  once('table', ids(tables), (k) => ['tables', k, 'id']);
  once('figure', ids(figures), (k) => ['figures', k, 'id']);
  once('fact', ids(facts), (k) => ['facts', k, 'id']);
  for (const [t, { columns, rows, starConvention }] of tables.entries()) {
    once('column', ids(columns), (k) => ['tables', t, 'columns', k, 'id']);
    once(
      'row',
      rows.map(({ key }) => key),
      (k) => ['tables', t, 'rows', k, 'key'],
    );
    if (starConvention !== null) known('star rule', starConvention, rules, ['tables', t, 'star_convention']);
  }
  const referable = [...cells, ...drawn, ...ids(tables), ...ids(figures)];
  for (const [k, { ref }] of facts.entries()) {
    if (ref !== null) known('printed number', ref, referable, ['facts', k, 'ref']);
  }
  return faults;

  function once(noun: string, names: readonly string[], pathOf: (k: number) => Path): void {
    for (const [k, name] of names.entries()) {
      if (names.indexOf(name) < k) fault(`a second ${noun} "${name}"`, pathOf(k), 'a name of its own');
    }
  }

  function known(noun: string, name: string, there: readonly string[], path: Path): void {
    if (!there.includes(name)) fault(`no ${noun} "${name}"`, path, nearestHint(name, there));
  }

  function fault(finding: string, path: Path, accepted: string | undefined): void {
    faults.push({ path, finding, ...(accepted !== undefined && { accepted }) });
  }
}

function ids(all: readonly { readonly id: string }[]): readonly string[] {
  return all.map(({ id }) => id);
}
