/** What was found without estimating anything: the audit of the printed numbers, the linter, expectations, warnings. */
import type { LintFinding } from '../../results/lint-finding.ts';
import { inLanguage } from '../../results/text.ts';
import { tableRegion } from '../formats/html-table.ts';
import { html, type Markup } from '../formats/markup.ts';
import { plain } from '../formats/plain.ts';
import { auditTable } from '../tables/audit.ts';
import type { ReportParts } from './material.ts';
import { type PlainCell, plainTable } from './plain-table.ts';
import { lineId } from './spec-links.ts';
import { WORDS } from './words.ts';

/** The graver findings, then all of them to open. */
export function auditSection({ results, language }: ReportParts): Markup {
  const { audit } = results;
  if (audit === undefined) return html``;
  const words = WORDS[language];
  const grave = auditTable(audit, { language, all: false, details: true });
  const consistent = { ...audit, findings: audit.findings.filter(({ verdict }) => verdict === 'consistent') };
  const sound = auditTable(consistent, { language, all: true, details: false });
  const counts = grave.banner.map((line) => html`<p>${plain(line)}</p>\n`);
  return html`${counts}${tableRegion(grave, 'audit')}<details class="long"><summary id="audit-all">${words.auditVerdicts.consistent}: ${audit.counts.consistent}</summary>
${tableRegion(sound, 'audit-all')}</details>
`;
}

export function lintSection({ results, language, spec }: ReportParts): Markup {
  const words = WORDS[language];
  const { lint = [] } = results;
  if (lint.length === 0) return html`<p>${words.noLint}</p>\n`;
  const place = ({ file, line, column = 1, path }: LintFinding): PlainCell => {
    const name = file?.replace(/^.*[\\/]/, '');
    if (name === undefined || line === undefined) return path;
    const text = `${name}:${line}:${column}`;
    return spec.files.some((one) => one.name === name) ? { text, source: [name, String(line)] } : text;
  };
  const table = plainTable(
    { id: 'lint-findings', title: words.lint },
    words.lintHeader,
    lint.map((one) => [
      words.severities[one.severity],
      one.rule,
      place(one),
      inLanguage(one.finding, language),
      inLanguage(one.remedy, language),
    ]),
  );
  const link = ([file = '', line]: readonly string[]) => `#${lineId({ file, line: Number(line) })}`;
  return tableRegion(table, 'lint', { link, stops: true });
}

export function expectationsSection({ results, language }: ReportParts): Markup {
  const words = WORDS[language];
  const { expectations = [] } = results;
  const table = plainTable(
    { id: 'expectations-met', title: words.expectations },
    words.expectationHeader,
    expectations.map(({ met, cell, expected, found }) => [
      met ? words.met : words.missed,
      cell,
      inLanguage(expected, language),
      inLanguage(found, language),
    ]),
  );
  return tableRegion(table, 'expectations');
}

export function warningsSection({ results, language }: ReportParts): Markup {
  const { warnings } = results;
  if (warnings.length === 0) return html`<p>${WORDS[language].noWarnings}</p>\n`;
  return html`<ul class="warnings">\n${warnings.map((warning) => html`<li>${plain(warning)}</li>\n`)}</ul>\n`;
}
