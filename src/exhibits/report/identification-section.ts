/** What the estimates rest on: convergence per equation, fixed effects, columns left out, support of event times. */
import { formatFixed } from '../../numerics/decimal.ts';
import type { Support, SupportCount, SupportRow } from '../../results/support.ts';
import { inLanguage } from '../../results/text.ts';
import { tableBlock } from '../formats/html-table.ts';
import { html, type Markup } from '../formats/markup.ts';
import { countText } from '../tables/cell.ts';
import { estimatorName } from '../tables/estimator-name.ts';
import type { Table } from '../tables/table.ts';
import type { ReportParts } from './material.ts';
import { namedModels } from './named-models.ts';
import { type PlainCell, plainTable } from './plain-table.ts';
import { lineHref } from './spec-links.ts';
import { WORDS } from './words.ts';

export function identificationSection(parts: ReportParts): Markup {
  const words = WORDS[parts.language];
  const options = { level: 3, link: (source: readonly string[]) => lineHref(parts, source) } as const;
  const supports = namedModels(parts.results, parts.language).flatMap(({ name, model }) =>
    (model.supports ?? []).map((support, index) => supportTable(support, name, `support-${model.id}-${index}`, parts)),
  );
  const fixed = fixedEffectsTable(parts);
  const omitted = omittedTable(parts);
  return html`${tableBlock(equationsTable(parts), options)}${fixed.rows.length === 0 ? html`` : tableBlock(fixed, options)}${
    omitted.rows.length === 0 ? html`<p>${words.noneOmitted}</p>\n` : tableBlock(omitted, options)
  }${supports.map((table) => tableBlock(table, options))}`;
}

function equationsTable({ results, language }: ReportParts): Table {
  const words = WORDS[language];
  const rows = namedModels(results, language).flatMap(({ name, model, source }) =>
    model.equations
      .filter(({ auxiliary }) => auxiliary !== true)
      .map((equation): readonly PlainCell[] => {
        const { convergence, rows } = equation;
        return [
          equationName(name, inLanguage(equation.label, language), language),
          estimatorName(equation.estimator, language),
          equation.outcome,
          { number: countText(rows, ','), source },
          { number: countText(convergence.iterations) },
          { number: Number.isNaN(convergence.scaledGradient) ? '' : convergence.scaledGradient.toExponential(1) },
          convergence.definite ? words.yes : words.no,
          { number: formatFixed(convergence.logLik, 2), source },
          convergence.converged ? words.yes : words.no,
        ];
      }),
  );
  return plainTable(
    { id: 'equations', title: words.equations, notes: [words.convergenceNote] },
    words.equationHeader,
    rows,
  );
}

/** The model alone where its equation is called the same. */
function equationName(model: string, equation: string, language: ReportParts['language']): string {
  if (model === equation) return model;
  return language === 'zh' ? `${model}：${equation}` : `${model}: ${equation}`;
}

function fixedEffectsTable({ results, language }: ReportParts): Table {
  const words = WORDS[language];
  const rows = namedModels(results, language).flatMap(({ name, model, source }) =>
    model.equations.flatMap((equation) =>
      (equation.fixedEffects ?? []).map(({ variable, levels, absorbed }): readonly PlainCell[] => [
        equationName(name, inLanguage(equation.label, language), language),
        variable,
        { number: countText(levels, ','), source },
        absorbed ? words.absorbed : words.estimated,
      ]),
    ),
  );
  return plainTable({ id: 'fixed-effects', title: words.fixedEffects }, words.fixedHeader, rows);
}

function omittedTable({ results, language }: ReportParts): Table {
  const words = WORDS[language];
  const rows = namedModels(results, language).flatMap(({ name, model, source }) =>
    model.equations.flatMap((equation) =>
      equation.omitted.map(({ term, reason, rows, detail }): readonly PlainCell[] => [
        name,
        inLanguage(equation.label, language),
        term,
        words.reasons[reason],
        { number: countText(rows, ','), source },
        detail,
      ]),
    ),
  );
  return plainTable({ id: 'omitted', title: words.omitted }, words.omittedHeader, rows);
}

function supportTable(support: Support, model: string, id: string, { language }: ReportParts): Table {
  const words = WORDS[language];
  const rows = [
    ...support.rows.map((row) => supportRow(row, language)),
    ...support.beyond
      .filter(({ rows }) => rows > 0)
      .map((one) => countRow(one.side === 'left' ? words.before : words.after, one, one.rule)),
    ...(support.alwaysTreated.rows > 0
      ? [countRow(words.always, support.alwaysTreated, support.alwaysTreated.rule)]
      : []),
    countRow(words.never, support.neverTreated, ''),
  ];
  const notes = [words.supportNote(support.equation, support.variable)];
  return plainTable({ id, title: words.support(model), notes }, words.supportHeader, rows);
}

function supportRow(row: SupportRow, language: ReportParts['language']): readonly PlainCell[] {
  const words = WORDS[language];
  const identified = words.identified[row.identification];
  const said = row.oneUnitTime ? `${identified}${words.semicolon}${words.oneUnitTime}` : identified;
  return [inLanguage(row.label, language), said, ...counts(row), inLanguage(row.detail, language), namesOf(row)];
}

function countRow(label: string, count: SupportCount, rule: string): readonly PlainCell[] {
  return [label, '', ...counts(count), rule, namesOf(count)];
}

function counts({ unitTimes, units, persons, rows }: SupportCount): readonly PlainCell[] {
  const number = (count: number): PlainCell => ({ number: countText(count, ',') });
  return [number(unitTimes), number(units), persons === undefined ? undefined : number(persons), number(rows)];
}

function namesOf({ names = [] }: SupportCount): string {
  return names.join(', ');
}
