/** The findings of the linter as a table: gravest first within the order of the files, remedies below. */
import type { LintFinding } from '../../results/lint-finding.ts';
import { inLanguage, type Language } from '../../results/text.ts';
import { listTable } from './list.ts';
import type { Table } from './table.ts';

export interface LintListing {
  readonly findings: readonly LintFinding[];
  /** what the spec answers for, with its reasons */
  readonly silenced: readonly { readonly finding: LintFinding; readonly reason: string }[];
  /** ids of rules that had no data */
  readonly notRun: readonly string[];
}

const WORDS = {
  en: {
    title: 'Findings of the linter',
    header: ['Severity', 'Rule', 'Where', 'Finding'],
    severities: { error: 'error', warning: 'warning', advice: 'advice' },
    none: 'nothing found',
    fixable: (count: number) => `check --fix can mend ${count} of them (--dry-run shows how).`,
    silenced: (count: number) => `${count} silenced by lint.ignore (--all lists them).`,
    reason: 'silenced',
    notRun: (ids: string) => `Not run for want of data: ${ids}`,
    docs: 'docs/lint.md explains every rule.',
  },
  zh: {
    title: '规范检查结果',
    header: ['级别', '规则', '位置', '发现'],
    severities: { error: '错误', warning: '警告', advice: '建议' },
    none: '未发现问题',
    fixable: (count: number) => `其中 ${count} 项可由 check --fix 修正（--dry-run 仅显示）。`,
    silenced: (count: number) => `另有 ${count} 项已由 lint.ignore 说明（--all 可列出）。`,
    reason: '已说明',
    notRun: (ids: string) => `因无数据未运行：${ids}`,
    docs: '各规则见 docs/lint.md。',
  },
} as const;

/** With `all` what was silenced is listed as well, behind its reason. */
export function lintTable(
  { findings, silenced, notRun }: LintListing,
  { language, all }: { readonly language: Language; readonly all: boolean },
): Table {
  const words = WORDS[language];
  const row = ({ severity, rule, finding, ...place }: LintFinding) => [
    words.severities[severity],
    rule,
    placeText(place),
    inLanguage(finding, language),
  ];
  const shown = all ? silenced : [];
  const rows = [
    ...findings.map(row),
    ...shown.map(({ finding, reason }) => {
      const [severity, ...rest] = row(finding);
      return [`${severity} (${words.reason})`, ...rest.slice(0, -1), `${rest.at(-1)}: ${reason}`];
    }),
  ];
  const counts = (['error', 'warning', 'advice'] as const).flatMap((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    return count === 0 ? [] : [`${words.severities[severity]} ${count}`];
  });
  const fixable = findings.filter((finding) => finding.fixable).length;
  const remedies = [
    ...new Set(findings.map(({ rule, remedy }) => `${rule.slice(0, 4)}: ${inLanguage(remedy, language)}`)),
  ].sort();
  return {
    ...listTable('lint', words.title, rows.length === 0 ? [[words.header[3]], [words.none]] : [words.header, ...rows]),
    banner: counts.length === 0 ? [] : [counts.join(', ')],
    notes: [
      ...remedies,
      ...(fixable > 0 ? [words.fixable(fixable)] : []),
      ...(silenced.length > shown.length ? [words.silenced(silenced.length)] : []),
      ...(notRun.length > 0 ? [words.notRun(notRun.map((id) => id.slice(0, 4)).join(', '))] : []),
      ...(findings.length > 0 ? [words.docs] : []),
    ],
  };
}

function placeText({ file, line, column, path }: Pick<LintFinding, 'file' | 'line' | 'column' | 'path'>): string {
  return file === undefined || line === undefined ? path : `${file}:${line}:${column ?? 1}`;
}
