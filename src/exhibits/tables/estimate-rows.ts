/** Turns the rows that a table asks for into rows of terms: a factor becomes a heading over its levels. */
import type { Estimate } from '../../results/estimates.ts';
import type { Results } from '../../results/results.ts';
import { inLanguage, type Language, type Text } from '../../results/text.ts';
import { inCodebookOrder, levelLabel, saysYes, variableLabel, withReference } from './label.ts';
import { distinct, unknownName } from './lookup.ts';

/** All terms of a variable; a factor is shown under a heading unless `show` says otherwise. */
export interface VariableRows {
  readonly kind: 'variable';
  readonly variable: string;
  readonly label?: Text;
  readonly referenceLabel?: Text;
  /** levels to show, in this order; all in the order of the codebook when absent */
  readonly levels?: readonly string[];
  /** `heading` over indented levels; `levels` without a heading; `auto`: no heading for a lone yes */
  readonly show: 'auto' | 'heading' | 'levels';
  /** row key of the published table, or one per level; the name of the level (or variable) when absent */
  readonly published?: string | Readonly<Record<string, string>>;
}

export interface TermRow {
  readonly kind: 'term';
  readonly term: string;
  readonly label?: Text;
  readonly published?: string;
}

export interface HeadingRows {
  readonly kind: 'heading';
  readonly label: Text;
  readonly rows: readonly EstimateRow[];
}

/** A bare name: the term of that id, else the variable. */
export interface NamedRow {
  readonly kind: 'named';
  readonly name: string;
}

export type EstimateRow = VariableRows | TermRow | HeadingRows | NamedRow;

export type ResolvedRow =
  | { readonly kind: 'heading'; readonly label: string; readonly indent: number }
  | {
      readonly kind: 'term';
      readonly label: string;
      readonly indent: number;
      readonly term: string;
      readonly published: string;
    };

interface Context {
  readonly results: Results;
  readonly language: Language;
  readonly place: string;
  /** every estimate that some column has, one per term, in the order of first appearance */
  readonly known: ReadonlyMap<string, Estimate>;
}

export function resolveRows(
  rows: readonly EstimateRow[] | undefined,
  columns: readonly (readonly Estimate[])[],
  context: Omit<Context, 'known'>,
): readonly ResolvedRow[] {
  const known = new Map<string, Estimate>();
  for (const estimates of columns) {
    for (const estimate of estimates) if (!known.has(estimate.term)) known.set(estimate.term, estimate);
  }
  const complete: Context = { ...context, known };
  return (rows ?? everyRow(known)).flatMap((row) => resolveRow(row, 0, complete));
}

/** All rows in the order of the model: factors once, everything else term by term. */
function everyRow(known: ReadonlyMap<string, Estimate>): readonly EstimateRow[] {
  const rows = new Map<string, EstimateRow>();
  for (const { term, variable, level } of known.values()) {
    if (level === undefined || isInteraction(term)) rows.set(`term ${term}`, { kind: 'term', term });
    else rows.set(`variable ${variable}`, { kind: 'variable', variable, show: 'auto' });
  }
  return [...rows.values()];
}

function resolveRow(row: EstimateRow, indent: number, context: Context): readonly ResolvedRow[] {
  switch (row.kind) {
    case 'heading':
      return [
        { kind: 'heading', label: inLanguage(row.label, context.language), indent },
        ...row.rows.flatMap((inner) => resolveRow(inner, indent + 1, context)),
      ];
    case 'named':
      return context.known.has(row.name)
        ? termRow({ kind: 'term', term: row.name }, indent, context)
        : variableRows({ kind: 'variable', variable: row.name, show: 'auto' }, indent, context);
    case 'term':
      return termRow(row, indent, context);
    case 'variable':
      return variableRows(row, indent, context);
  }
}

function termRow(row: TermRow, indent: number, context: Context): readonly ResolvedRow[] {
  const estimate = context.known.get(row.term);
  if (estimate === undefined) throw unknownName(context.place, 'term', row.term, [...context.known.keys()]);
  const label = row.label === undefined ? termLabel(estimate, context) : inLanguage(row.label, context.language);
  return [{ kind: 'term', label, indent, term: row.term, published: row.published ?? row.term }];
}

function termLabel(estimate: Estimate, context: Context): string {
  if (estimate.level === undefined && estimate.term === estimate.variable) {
    const label = variableLabel(context.results, estimate.variable, context.language);
    if (label !== undefined) return label;
  }
  return inLanguage(estimate.label, context.language);
}

function variableRows(row: VariableRows, indent: number, context: Context): readonly ResolvedRow[] {
  const { results, language, place, known } = context;
  const estimates = [...known.values()].filter(
    (estimate) => estimate.variable === row.variable && !isInteraction(estimate.term),
  );
  if (estimates.length === 0) {
    throw unknownName(
      place,
      'variable or term',
      row.variable,
      distinct([...known.values()].map((one) => one.variable)),
    );
  }
  const byLevel = new Map(estimates.flatMap((one) => (one.level === undefined ? [] : [[one.level, one] as const])));
  if (byLevel.size === 0) {
    return estimates.flatMap((estimate, index) =>
      termRow(
        {
          kind: 'term',
          term: estimate.term,
          ...(row.label !== undefined && index === 0 ? { label: row.label } : {}),
          published: publishedKey(row, estimate.term, estimate.term),
        },
        indent,
        context,
      ),
    );
  }
  const present = [...byLevel.keys()];
  const levels = row.levels ?? inCodebookOrder(results, row.variable, present);
  const missing = levels.find((level) => !byLevel.has(level));
  if (missing !== undefined) throw unknownName(place, `level of ${row.variable}`, missing, present);
  const heading =
    row.label === undefined ? variableLabel(results, row.variable, language) : inLanguage(row.label, language);
  const lone = levels.length === 1 && saysYes(row.variable, levels[0]!);
  if (row.show === 'auto' && lone) {
    const estimate = byLevel.get(levels[0]!)!;
    const label = heading ?? inLanguage(estimate.label, language);
    return [
      { kind: 'term', label, indent, term: estimate.term, published: publishedKey(row, levels[0]!, row.variable) },
    ];
  }
  const inner = row.show === 'levels' ? indent : indent + 1;
  const rows = levels.map((level): ResolvedRow => {
    const estimate = byLevel.get(level)!;
    const known = levelLabel(results, row.variable, level, language);
    // under a heading that names the variable, the level alone says enough
    const label = known ?? (row.show === 'levels' ? inLanguage(estimate.label, language) : level);
    return { kind: 'term', label, indent: inner, term: estimate.term, published: publishedKey(row, level, level) };
  });
  if (row.show === 'levels') return rows;
  const reference = byLevel.get(levels[0]!)?.reference;
  const referenceLabel =
    row.referenceLabel !== undefined
      ? inLanguage(row.referenceLabel, language)
      : reference === undefined
        ? undefined
        : (levelLabel(results, row.variable, reference, language) ?? reference);
  return [
    { kind: 'heading', label: withReference(heading ?? row.variable, referenceLabel, language), indent },
    ...rows,
  ];
}

function publishedKey(row: VariableRows, name: string, standard: string): string {
  if (row.published === undefined) return standard;
  if (typeof row.published === 'string') return row.published;
  return row.published[name] ?? standard;
}

function isInteraction(term: string): boolean {
  return term.includes(':');
}
