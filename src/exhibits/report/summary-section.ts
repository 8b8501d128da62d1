/** The report in short: key results in sentences, and how many numbers were compared, audited and warned of. */
import type { AuditVerdict } from '../../results/audit.ts';
import type { Verdict } from '../../results/comparison.ts';
import type { Results } from '../../results/results.ts';
import { inLanguage } from '../../results/text.ts';
import { html, type Markup } from '../formats/markup.ts';
import { plain } from '../formats/plain.ts';
import { VERDICTS } from './comparison-section.ts';
import type { ReportParts } from './material.ts';
import { WORDS } from './words.ts';

/** Key results that are not folded away. */
const IN_SIGHT = 4;

export function summarySection(parts: ReportParts): Markup {
  const { results, language } = parts;
  const { warnings, lint, expectations } = results;
  const words = WORDS[language];
  const tiles = [
    comparisonTile(parts),
    auditTile(parts),
    html`<li><strong>${warnings.length}</strong><p><a href="#warnings">${words.warningCount(warnings.length)}</a></p></li>\n`,
    ...(lint === undefined ? [] : [lintTile(lint, parts)]),
    ...(expectations === undefined ? [] : [expectationTile(expectations, parts)]),
  ];
  return html`<ul class="tiles">\n${tiles}</ul>\n${sentenceList(parts)}`;
}

/** The first ones in sight, the others to open. */
function sentenceList({ results, language }: ReportParts): Markup {
  const { sentences = [] } = results;
  if (sentences.length === 0) return html``;
  const words = WORDS[language];
  const items = sentences.map(({ sentence }) => html`<li>${plain(inLanguage(sentence, language))}</li>\n`);
  const shown = items.length <= IN_SIGHT + 1 ? items : items.slice(0, IN_SIGHT);
  const hidden = items.slice(shown.length);
  const rest = html`<details><summary>${words.more(hidden.length)}</summary>\n<ul class="sentences">\n${hidden}</ul></details>\n`;
  return html`<h3 id="sentences">${words.sentences}</h3>\n<ul class="sentences">\n${shown}</ul>\n${hidden.length === 0 ? html`` : rest}`;
}

function comparisonTile({ results, citation, language }: ReportParts): Markup {
  if (citation === undefined) return html``;
  const words = WORDS[language];
  const counts = verdictCounts(results);
  const total = VERDICTS.reduce((sum, verdict) => sum + counts[verdict], 0);
  if (total === 0) return html`<li><strong>0</strong><p>${words.compared}</p></li>\n`;
  const shares = VERDICTS.filter((verdict) => counts[verdict] > 0);
  let at = 0;
  const bars = shares.map((verdict) => {
    const width = (100 * counts[verdict]) / total;
    const rect = html`<rect class="${verdict}" x="${at.toFixed(3)}" width="${width.toFixed(3)}" height="6"/>`;
    at += width;
    return rect;
  });
  const list = shares.map(
    (verdict) => html`<li class="${verdict}"><b>${counts[verdict]}</b> ${words.verdicts[verdict]}</li>\n`,
  );
  return html`<li><strong>${total}</strong><p><a href="#comparison">${words.compared}</a></p>
<svg class="bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">${bars}</svg>
<ul class="key">
${list}</ul></li>
`;
}

function verdictCounts({ comparisons }: Results): Readonly<Record<Verdict, number>> {
  const count = (verdict: Verdict) => comparisons.reduce((sum, { counts }) => sum + counts[verdict], 0);
  return Object.fromEntries(VERDICTS.map((verdict) => [verdict, count(verdict)])) as Record<Verdict, number>;
}

function auditTile({ results, language }: ReportParts): Markup {
  const { audit } = results;
  if (audit === undefined) return html``;
  const words = WORDS[language];
  const counts = Object.entries(audit.counts) as [AuditVerdict, number][];
  const list = counts
    .filter(([, count]) => count > 0)
    .map(([verdict, count]) => html`${count} ${words.auditVerdicts[verdict]}`);
  return html`<li><strong>${audit.printed}</strong><p><a href="#audit">${words.audited(audit.findings.length)}</a></p>
<p>${list.map((one, index) => (index === 0 ? one : html`${words.separator}${one}`))}</p></li>
`;
}

function lintTile(lint: NonNullable<Results['lint']>, { language }: ReportParts): Markup {
  const words = WORDS[language];
  const counts = (['error', 'warning', 'advice'] as const).flatMap((severity) => {
    const count = lint.filter((one) => one.severity === severity).length;
    return count === 0 ? [] : [`${words.severities[severity]} ${count}`];
  });
  const list = counts.length === 0 ? html`` : html`\n<p>${counts.join(words.separator)}</p>`;
  return html`<li><strong>${lint.length}</strong><p><a href="#lint">${words.lintCount(lint.length)}</a></p>${list}</li>\n`;
}

function expectationTile(expectations: NonNullable<Results['expectations']>, { language }: ReportParts): Markup {
  const met = expectations.filter((one) => one.met).length;
  const words = WORDS[language];
  return html`<li><strong>${met}</strong><p><a href="#expectations">${words.expectationCount(expectations.length)}</a></p></li>\n`;
}
