/** What the numbers of a model mean: from what the spec says of model and columns, and, after a run, from the rows. */
import type { Frame } from '../analysis/data/frame.ts';
import type { Equation } from '../analysis/design/design.ts';
import type { EffectKind } from '../analysis/effects/effect.ts';
import type { EquationFormula } from '../analysis/estimators/estimator.ts';
import type { Term } from '../analysis/terms/term.ts';
import { enteringVariables } from '../analysis/terms/term-variables.ts';
import { unnamedEvent } from '../exhibits/sentences/change-words.ts';
import type { Change, Meaning, Outcome, Place, Quantity } from '../exhibits/sentences/meaning.ts';
import type { Estimate } from '../results/estimates.ts';
import type { Text } from '../results/text.ts';
import type { VariableInfo } from '../results/variable.ts';
import { columnAbout } from '../spec/column-about.ts';
import type { Analysis, ModelSpec } from '../spec/paper.ts';

/** A number of a model, and what a run knows of it. */
export interface MeaningRequest {
  readonly analysis: Analysis;
  readonly model: ModelSpec;
  readonly kind: EffectKind;
  readonly equation: string;
  readonly subject: Pick<Estimate, 'term' | 'label' | 'variable' | 'level' | 'reference'>;
  readonly among?: Text;
  readonly margin?: Place['margin'];
  /** after a run */
  readonly found?: {
    readonly rows?: number;
    readonly sampleRows?: number;
    readonly statistics: Readonly<Record<string, number>>;
    readonly frame: Frame;
    readonly variables: Readonly<Record<string, VariableInfo>>;
  };
}

const QUANTITIES: Readonly<Record<EquationFormula['link'], Quantity>> = {
  identity: 'difference',
  log: 'ratio',
  logit: 'odds_ratio',
  probit: 'index',
  cloglog: 'index',
};

const ROWS: Text = { en: 'rows', zh: '个观测' };

/** The meaning; an equation that the estimator does not name is an expectation over all of its equations. */
export function meaningOf(request: MeaningRequest): Meaning {
  const { analysis, model, kind, margin, among, found, subject } = request;
  const equations = model.estimator.equations(model.asked);
  const index = equations.findIndex(({ name }) => name === request.equation);
  const combined = index === -1 && equations.length > 1;
  const at = index === -1 ? equations.length - 1 : index;
  const equation = equations[at]!;
  const formula = model.estimator.formulas?.[at];
  const terms = equations.flatMap((one) => one.terms);
  const isCoefficient = kind.of === 'coefficients';
  const link = formula?.link ?? 'identity';
  const change = changeOf(request, terms);
  const group = isCoefficient ? formula?.group : undefined;
  const fixed = new Set(
    [...model.asked.terms, ...terms].filter(({ fixedEffect }) => fixedEffect).flatMap(({ variables }) => variables),
  );
  const { rows, sampleRows } = found ?? {};
  const across = change.kind === 'treatment' ? acrossUnits(request, terms, fixed, formula) : undefined;
  return {
    quantity: isCoefficient ? QUANTITIES[link] : 'difference',
    link,
    exponentiated: isCoefficient && kind.exponentiated,
    change,
    outcome: outcomeOf(request, equation, formula, combined),
    place: {
      at: isCoefficient ? 'terms' : kind.at,
      derivative: !isCoefficient && link !== 'identity' && isDerivative(kind, change, subject),
      ...(rows !== undefined && { rows }),
      ...(sampleRows !== undefined && { of: sampleRows }),
      row: analysis.codebook.row ?? ROWS,
      ...(among && { among }),
      ...(!combined && equation.where && { where: equation.where.text }),
      ...(group !== undefined && { group: columnAbout(analysis, model.sample, group).label }),
      fixedEffects: [...fixed].map((name) => columnAbout(analysis, model.sample, name).label),
      ...(across && { across }),
      combined: combined && margin === undefined,
      ...(margin && { margin }),
    },
  };
}

/** The units that adopt the treatment, unless the model has effects of them, or of something that lies within them. */
function acrossUnits(
  { analysis, model, found }: MeaningRequest,
  terms: readonly Term[],
  fixed: ReadonlySet<string>,
  formula: EquationFormula | undefined,
): Text | undefined {
  const about = (name: string) => columnAbout(analysis, model.sample, name);
  const adopted = terms.filter(({ treatment }) => treatment).flatMap(({ maybeMissing = [] }) => maybeMissing);
  const unit = adopted.map((name) => about(name).adoptedBy).find((name) => name !== undefined);
  if (unit === undefined) return undefined;
  const factors = terms.flatMap(({ variables }) => variables).filter((name) => about(name).category !== undefined);
  const taken = [...fixed, ...factors, ...(formula?.conditioned && formula.group !== undefined ? [formula.group] : [])];
  const covered = taken.some((name) => name === unit || (found && isWithin(found.frame, name, unit)));
  return covered ? undefined : about(unit).label;
}

/** Whether all rows of every level of a column have one value of the other. */
function isWithin({ columns, rows }: Frame, name: string, other: string): boolean {
  const [level, value] = [name, other].map((one) => {
    const column = columns.get(one);
    return column?.kind === 'numeric' ? column.values : column?.codes;
  });
  if (level === undefined || value === undefined) return false;
  const first = new Map<number, number>();
  for (let row = 0; row < rows; row++) {
    const known = first.get(level[row]!);
    if (known === undefined) first.set(level[row]!, value[row]!);
    else if (known !== value[row]) return false;
  }
  return true;
}

function isDerivative(
  kind: Extract<EffectKind, { of: 'margins' }>,
  change: Change,
  { level }: MeaningRequest['subject'],
): boolean {
  if (level !== undefined) return kind.levels === 'derivative';
  return (change.kind === 'binary' || change.kind === 'treatment') && kind.binary === 'derivative';
}

function changeOf({ analysis, model, kind, subject, found }: MeaningRequest, terms: readonly Term[]): Change {
  const { variable, level, reference, label } = subject;
  const about = columnAbout(analysis, model.sample, variable);
  const info = found?.variables[variable];
  const name = variableLabel(about.label, info, subject);
  const own = terms.filter((term) => enteringVariables(term).includes(variable) && !term.fixedEffect);
  const treatment = own.some((term) => term.treatment);
  if (level !== undefined && reference !== undefined) {
    const levels = { level: levelLabel(info, level), reference: levelLabel(info, reference) };
    return treatment ? { kind: 'treatment', variable: name, ...levels } : { kind: 'level', variable: name, ...levels };
  }
  if (treatment) return { kind: 'treatment', variable: name };
  const byColumn = kind.of === 'coefficients' || kind.perColumn;
  if (subject.term !== variable || (byColumn && new Set(own.map((term) => term.name)).size > 1))
    return { kind: 'column', column: label };
  if (about.measure?.kind === 'log') return { kind: 'log', of: about.measure.of ?? name };
  if (about.measure?.kind === 'event' || (found && isBinary(found.frame, variable))) {
    return { kind: 'binary', variable: name };
  }
  return { kind: 'unit', variable: name, ...(about.unit && { unit: about.unit }) };
}

/** The codebook's label; a column that the design makes is called as its estimate is. */
function variableLabel(label: Text, info: VariableInfo | undefined, subject: MeaningRequest['subject']): Text {
  if (info !== undefined) return info.label;
  return label.en === subject.variable && subject.level === undefined ? subject.label : label;
}

function levelLabel(info: VariableInfo | undefined, level: string): Text {
  return info?.levels?.find(({ name }) => name === level)?.label ?? { en: level };
}

function outcomeOf(
  { analysis, model, kind, found }: MeaningRequest,
  { outcome: column, outcomeRule }: Equation,
  formula: EquationFormula | undefined,
  combined: boolean,
): Outcome {
  const { label, unit, measure } = columnAbout(analysis, model.sample, column);
  const { outcomeMean: mean, outcomeSd: sd } = found?.statistics ?? {};
  const numbers = combined ? {} : { ...(mean !== undefined && { mean }), ...(sd !== undefined && { sd }) };
  const units = unit && { unit };
  if (outcomeRule !== undefined) return { kind: 'event', name: { en: outcomeRule.text }, ...numbers };
  if (measure?.kind === 'log' && formula?.retransformed && kind.of === 'margins') {
    return { kind: 'amount', name: measure.of ?? label };
  }
  if (measure?.kind === 'event' && measure.event !== undefined)
    return { kind: 'event', name: measure.event, ...numbers };
  if (formula?.chance || measure?.kind === 'event' || (found && isBinary(found.frame, column))) {
    return { kind: 'event', name: unnamedEvent(label), ...numbers };
  }
  if (measure === undefined) return { kind: 'amount', name: label, ...units, ...numbers };
  if (measure.kind === 'log') return { kind: 'log', name: measure.of ?? label, ...numbers };
  if (measure.kind === 'score') return { kind: 'score', name: label, range: [measure.low, measure.high], ...numbers };
  return { kind: measure.kind, name: label, ...numbers };
}

/** Whether every known value of a numeric column is 0 or 1, and both are there. */
function isBinary(frame: Frame, name: string): boolean {
  const column = frame.columns.get(name);
  if (column?.kind !== 'numeric') return false;
  let [zeros, ones] = [0, 0];
  for (const value of column.values) {
    if (value === 0) zeros++;
    else if (value === 1) ones++;
    else if (!Number.isNaN(value)) return false;
  }
  return zeros > 0 && ones > 0;
}
