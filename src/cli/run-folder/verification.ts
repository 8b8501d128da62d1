/** What `verify` found, as tables for people and as outcomes for programs. */
import { numberCell } from '../../exhibits/tables/cell.ts';
import { listTable } from '../../exhibits/tables/list.ts';
import type { Cell, Table } from '../../exhibits/tables/table.ts';
import type { ColumnVerdict } from '../../provenance/compare-columns.ts';
import { type FileVerdict, isDifferent } from '../../provenance/compare-files.ts';
import type { MovedNumber } from '../../provenance/moved-numbers.ts';
import type { RunRecord } from '../../provenance/run-schema.ts';
import type { ExpectationOutcome } from '../../results/expectation.ts';
import { type Language, unworded } from '../../results/text.ts';
import { VERIFICATION_WORDS } from './verification-words.ts';

export interface Verification {
  readonly record: RunRecord;
  /** of the program that repeats the run */
  readonly version: string;
  /** whether the repetition came to its end */
  readonly repeated: boolean;
  readonly data: readonly { readonly name: string; readonly wanted: string; readonly found: string }[];
  readonly files: readonly FileVerdict[];
  readonly columns: readonly ColumnVerdict[];
  /** undefined where one side has no readable results */
  readonly moved: readonly MovedNumber[] | undefined;
}

const MOST_NUMBERS = 50;
const FEWEST_DIGITS = 6;
const MOST_DIGITS = 17;

/** Files; data where they are others; columns then; numbers that moved. */
export function verificationTables(verification: Verification, language: Language): Table[] {
  const { data, columns, moved = [] } = verification;
  const other = data.some(({ wanted, found }) => wanted !== found);
  return [
    filesTable(verification, language),
    ...(other ? [dataTable(verification, language)] : []),
    ...(other && columns.length > 0 ? [columnsTable(verification, language)] : []),
    ...(moved.length > 0 ? [numbersTable(moved, language)] : []),
  ];
}

/** One outcome per file and per number that moved, for the JSON. */
export function outcomesOf({ files, moved = [] }: Verification): ExpectationOutcome[] {
  return [
    ...files.map((file) => ({
      cell: `file ${file.path}`,
      expected: { en: 'as recorded, and the same when repeated', zh: '未改动，且重新运行的结果相同' },
      found: { en: [file.since, file.rerun].filter(Boolean).join(', '), zh: stateZh(file) },
      met: !isDifferent(file),
    })),
    ...moved.map(({ address, before, after }) => ({
      cell: address,
      expected: unworded(numberText(before, MOST_DIGITS)),
      found: unworded(numberText(after, MOST_DIGITS)),
      met: false,
    })),
  ];
}

function stateZh({ since, rerun }: FileVerdict): string {
  const words = VERIFICATION_WORDS.zh;
  return [words.since[since], words.rerun[rerun]].filter(Boolean).join('，');
}

function filesTable({ record, version, repeated, files, moved }: Verification, language: Language): Table {
  const words = VERIFICATION_WORDS[language];
  const rows = files.map(({ path, since, rerun, line }) => [
    path,
    words.since[since],
    repeated ? words.rerun[rerun] : words.unrepeated,
    line === undefined || !repeated ? '' : words.line(line),
  ]);
  const different = files.filter(isDifferent).length;
  const altered = files.filter(({ since }) => since === 'altered' || since === 'missing').length;
  const table = listTable('files', words.files, [words.filesHeader, ...rows]);
  return {
    ...table,
    notes: [
      ...(repeated
        ? [words.summary(files.length, different, altered)]
        : [words.onlyChecked(files.length, altered), words.failed]),
      ...(repeated && moved?.length === 0 && different > 0 ? [words.noneMoved] : []),
      ...(record.version === version ? [] : [words.version(record.version, version)]),
    ],
  };
}

function dataTable({ data }: Verification, language: Language): Table {
  const words = VERIFICATION_WORDS[language];
  const rows = data.map(({ name, wanted, found }) => [
    name,
    shortSum(wanted),
    shortSum(found),
    wanted === found ? words.rerun.same : words.rerun.differs,
  ]);
  return listTable('data', words.data, [words.dataHeader, ...rows]);
}

function columnsTable({ columns }: Verification, language: Language): Table {
  const words = VERIFICATION_WORDS[language];
  const rows = columns.map(({ column, state, detail }) => [column, words.column[state], detail]);
  const differing = columns.filter(({ state }) => state !== 'same' && state !== 'not told').length;
  const untold = columns.filter(({ state }) => state === 'not told').length;
  const table = listTable('columns', words.columns, [words.columnsHeader, ...rows]);
  return { ...table, notes: [words.columnsSummary(columns.length, differing, untold)] };
}

function numbersTable(moved: readonly MovedNumber[], language: Language): Table {
  const words = VERIFICATION_WORDS[language];
  const rows = moved
    .slice(0, MOST_NUMBERS)
    .map(({ address, before, after }) => [address, ...distinctTexts(before, after)]);
  const table = listTable('numbers', words.numbers, [words.numbersHeader, ...rows]);
  const asNumber = (cell: Cell, column: number) => (column === 0 ? cell : numberCell(cell.text));
  const more = moved.length - MOST_NUMBERS;
  return {
    ...table,
    columns: table.columns.map((_, column) => ({ align: column === 0 ? 'left' : 'right' })),
    header: table.header.map((cells) => cells.map(asNumber)),
    rows: table.rows.map((row) => ({ ...row, cells: row.cells.map(asNumber) })),
    notes: more > 0 ? [words.more(more)] : [],
  };
}

function shortSum(sha256: string): string {
  return `${sha256.slice(0, 16)}…`;
}

/** Both numbers with as few digits as tell them apart, six or more. */
function distinctTexts(before: number | undefined, after: number | undefined): readonly [string, string] {
  for (let digits = FEWEST_DIGITS; digits < MOST_DIGITS; digits++) {
    const texts = [numberText(before, digits), numberText(after, digits)] as const;
    if (texts[0] !== texts[1]) return texts;
  }
  return [numberText(before, MOST_DIGITS), numberText(after, MOST_DIGITS)];
}

function numberText(value: number | undefined, digits: number): string {
  if (value === undefined) return '';
  return Number.isFinite(value) ? String(Number(value.toPrecision(digits))) : 'not defined';
}
