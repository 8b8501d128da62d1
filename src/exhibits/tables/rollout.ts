/** Who adopted when: the entries of a roll-out, under a heading for each programme where there are several. */

import type { Rollout, RolloutEntry } from '../../results/rollout.ts';
import { inLanguage, type Language, type Text } from '../../results/text.ts';
import { blankCell, madeBy, numberCell, textCell } from './cell.ts';
import { enumerated, tableTitle } from './label.ts';
import { distinct, findRollout, unknownName } from './lookup.ts';
import type { TableShape } from './shape.ts';
import type { Cell, Table, TableRow } from './table.ts';

type RolloutColumn = 'year' | 'model' | 'note';

export interface RolloutTable {
  readonly rollout: string;
  /** programmes in order; all of the roll-out when absent */
  readonly programmes?: readonly string[];
  /** those that some entry has when absent */
  readonly columns?: readonly RolloutColumn[];
  readonly unitLabel?: Text;
  readonly yearLabel?: Text;
  readonly modelLabel?: Text;
  readonly noteLabel?: Text;
  readonly order: 'spec' | 'year';
}

const HEADERS: Readonly<Record<'unit' | RolloutColumn, Text>> = {
  unit: { en: 'Unit', zh: '单位' },
  year: { en: 'Year', zh: '年份' },
  model: { en: 'Model', zh: '模式' },
  note: { en: 'Note', zh: '备注' },
};

export function rolloutTable(table: RolloutTable): TableShape {
  return {
    needs: { models: [], summaries: [], rollouts: [table.rollout] },
    matches: () => [],
    draw(results, heading, { language }) {
      const rollout = findRollout(results, table.rollout, heading.id);
      const chosen = chosenEntries(table, rollout, heading.id);
      const columns = table.columns ?? presentColumns(chosen);
      const title = (key: 'unit' | RolloutColumn) =>
        inLanguage(table[`${key}Label` as const] ?? HEADERS[key], language);
      const align = (key: RolloutColumn) => (key === 'year' ? 'right' : 'left');
      return {
        id: heading.id,
        title: tableTitle(heading.number, heading.title, language),
        banner: results.notices.map((notice) => inLanguage(notice, language)),
        columns: [{ align: 'left' }, ...columns.map((key) => ({ align: align(key) }) as const)],
        header: [[textCell(title('unit')), ...columns.map((key) => textCell(title(key), align(key)))]],
        rows: rowsOf(chosen, rollout, columns, table.order, language).map((row) =>
          madeBy(row, ['rollouts', rollout.id]),
        ),
        notes: [
          countNote(chosen, rollout, language),
          ...(heading.notes ?? []).map((note) => inLanguage(note, language)),
        ],
      } satisfies Table;
    },
  };
}

/** Entries with their programmes, in the order of the table; the programme of a roll-out without any is undefined. */
type Chosen = readonly { readonly programme: string | undefined; readonly entries: readonly RolloutEntry[] }[];

function chosenEntries(table: RolloutTable, { id, entries }: Rollout, place: string): Chosen {
  const known = distinct(entries.flatMap(({ programme }) => programme ?? []));
  for (const programme of table.programmes ?? []) {
    if (!known.includes(programme)) throw unknownName(place, `programme of roll-out ${id}`, programme, known);
  }
  const programmes = table.programmes ?? [...new Set(entries.map(({ programme }) => programme))];
  return programmes.map((programme) => ({
    programme,
    entries: entries.filter((entry) => entry.programme === programme),
  }));
}

function presentColumns(chosen: Chosen): readonly RolloutColumn[] {
  const has = (key: 'model' | 'note') =>
    chosen.some(({ entries }) => entries.some((entry) => entry[key] !== undefined));
  return ['year', ...(['model', 'note'] as const).filter(has)];
}

function rowsOf(
  chosen: Chosen,
  rollout: Rollout,
  columns: readonly RolloutColumn[],
  order: RolloutTable['order'],
  language: Language,
): readonly TableRow[] {
  const named = chosen.length > 1;
  return chosen.flatMap(({ programme, entries }): readonly TableRow[] => {
    const sorted = order === 'year' ? [...entries].sort((a, b) => a.year - b.year) : entries;
    const rows = sorted.map(
      (entry): TableRow => ({
        kind: 'body',
        indent: named ? 1 : 0,
        cells: [textCell(inLanguage(entry.label, language)), ...columns.map((key) => cellOf(entry, key, language))],
      }),
    );
    if (!named || programme === undefined) return rows;
    const label = textCell(programmeLabel(rollout, programme, language), 'left', columns.length + 1);
    return [{ kind: 'group', indent: 0, cells: [label] }, ...rows];
  });
}

function cellOf(entry: RolloutEntry, key: RolloutColumn, language: Language): Cell {
  if (key === 'year') return numberCell(String(entry.year));
  const text = entry[key];
  return text === undefined ? blankCell() : textCell(inLanguage(text, language));
}

function programmeLabel({ programmes }: Rollout, name: string, language: Language): string {
  const found = programmes.find((programme) => programme.name === name);
  return found === undefined ? name : inLanguage(found.label, language);
}

/** `7 units adopted Residents between 2001 and 2016.` */
function countNote(chosen: Chosen, rollout: Rollout, language: Language): string {
  const parts = chosen.map(({ programme, entries }) => {
    const years = entries.map(({ year }) => year);
    const [first, last] = [Math.min(...years), Math.max(...years)];
    const what = programme === undefined ? '' : programmeLabel(rollout, programme, language);
    if (language === 'zh') return `${what}${entries.length}个单位，${first === last ? first : `${first}–${last}`}年`;
    const span = first === last ? `in ${first}` : `${first} to ${last}`;
    return `${what === '' ? '' : `${what}: `}${entries.length} ${entries.length === 1 ? 'unit' : 'units'}, ${span}`;
  });
  return language === 'zh' ? `${enumerated(parts, language)}。` : `${parts.join('; ')}.`;
}
