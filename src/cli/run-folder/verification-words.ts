/** The words of `verify`, in both languages. */
import type { ColumnState } from '../../provenance/compare-columns.ts';
import type { Repeated, SinceRun } from '../../provenance/compare-files.ts';
import type { Language } from '../../results/text.ts';

interface Words {
  readonly files: string;
  readonly filesHeader: readonly string[];
  readonly since: Readonly<Record<SinceRun, string>>;
  readonly rerun: Readonly<Record<Repeated, string>>;
  readonly unrepeated: string;
  readonly line: (line: number) => string;
  readonly summary: (files: number, different: number, altered: number) => string;
  readonly onlyChecked: (files: number, altered: number) => string;
  readonly failed: string;
  readonly noneMoved: string;
  readonly version: (recorded: string, now: string) => string;
  readonly data: string;
  readonly dataHeader: readonly string[];
  readonly columns: string;
  readonly columnsHeader: readonly string[];
  readonly column: Readonly<Record<ColumnState, string>>;
  readonly columnsSummary: (columns: number, different: number, untold: number) => string;
  readonly numbers: string;
  readonly numbersHeader: readonly string[];
  readonly more: (count: number) => string;
}

export const VERIFICATION_WORDS: Readonly<Record<Language, Words>> = {
  en: {
    files: 'Files of the run',
    filesHeader: ['File', 'Since the run', 'Repeated', 'First difference'],
    since: { 'as recorded': 'as recorded', altered: 'ALTERED', missing: 'MISSING', added: 'added', 'not recorded': '' },
    rerun: { same: 'same', differs: 'DIFFERS', 'not made': 'NOT MADE', new: 'new', '': '' },
    unrepeated: 'not repeated',
    line: (line) => `line ${line}`,
    summary: (files, different, altered) =>
      different === 0
        ? `All ${files} files are as recorded and came out the same.`
        : `${different} of ${files} files differ; ${altered} altered or lost since the run.`,
    onlyChecked: (files, altered) => `${altered} of ${files} files altered or lost since the run.`,
    failed: 'The run could not be repeated: the failure is on standard error.',
    noneMoved: 'No number moved.',
    version: (recorded, now) => `The run was made by version ${recorded} and repeated by version ${now}.`,
    data: 'Data',
    dataHeader: ['File', 'SHA-256 of the run', 'SHA-256 given', ''],
    columns: 'Columns that the run read',
    columnsHeader: ['Column', 'Content', 'Detail'],
    column: { same: 'same', differs: 'DIFFERS', 'not told': 'not told', 'not read': 'NOT READ' },
    columnsSummary: (columns, different, untold) =>
      `${different} of ${columns} columns differ; of ${untold} the record has no hash.`,
    numbers: 'Numbers that moved',
    numbersHeader: ['Number', 'Recorded', 'Repeated'],
    more: (count) => `and ${count} more; --format json has them all.`,
  },
  zh: {
    files: '本次运行的文件',
    filesHeader: ['文件', '运行之后', '重新运行', '首处差异'],
    since: { 'as recorded': '未改动', altered: '已改动', missing: '缺失', added: '新增', 'not recorded': '' },
    rerun: { same: '相同', differs: '不同', 'not made': '未生成', new: '新文件', '': '' },
    unrepeated: '未能重新运行',
    line: (line) => `第 ${line} 行`,
    summary: (files, different, altered) =>
      different === 0
        ? `全部 ${files} 个文件未改动，重新运行的结果相同。`
        : `${files} 个文件中有 ${different} 个不同，其中 ${altered} 个在运行之后被改动或丢失。`,
    onlyChecked: (files, altered) => `${files} 个文件中有 ${altered} 个在运行之后被改动或丢失。`,
    failed: '未能重新运行：原因见标准错误输出。',
    noneMoved: '没有数字变动。',
    version: (recorded, now) => `原运行使用版本 ${recorded}，重新运行使用版本 ${now}。`,
    data: '数据',
    dataHeader: ['文件', '原运行的 SHA-256', '给定文件的 SHA-256', ''],
    columns: '本次运行读取的列',
    columnsHeader: ['列', '内容', '说明'],
    column: { same: '相同', differs: '不同', 'not told': '无法判断', 'not read': '未读取' },
    columnsSummary: (columns, different, untold) =>
      `${columns} 列中有 ${different} 列不同；${untold} 列没有记录散列值。`,
    numbers: '变动的数字',
    numbersHeader: ['数字', '原运行', '重新运行'],
    more: (count) => `另有 ${count} 个；--format json 列出全部。`,
  },
};
