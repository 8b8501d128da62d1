/** Models and summaries of a plan in R. */
import { effectWords } from '../effect-words.ts';
import {
  ABSORBED_CONSTANT,
  baseLevels,
  estimatorWords,
  hasAbsorbedConstant,
  hiddenFactors,
  numbersAsFactors,
  reportedVariables,
  requiredColumns,
  untranslatedModel,
  vcovWords,
} from '../model-facts.ts';
import { comment, heading, type Remarks, wrapped } from '../paper-lines.ts';
import type {
  MadeColumn,
  PlanAt,
  PlanColumns,
  PlanEffect,
  PlanEquation,
  PlanModel,
  PlanSummary,
  PlanSummaryRow,
  PlanTerm,
} from '../plan.ts';
import { named, numeral, quoted, rExpression, vector } from './expression.ts';

/** A model: equations, covariance, effects. */
export function modelLines(model: PlanModel, columns: PlanColumns, remarks: Remarks): readonly string[] {
  const { name, label, sample } = model;
  const head = heading(`Model ${name}: ${label}`, '#');
  const place = `models.${name}`;
  const fault = untranslatedModel(model, columns);
  if (fault !== undefined) return [...head, ...remarks.say(place, fault)];
  const { definitions, fits } = fitting([model], columns);
  return [
    ...head,
    `d <- samples[[${quoted(sample)}]]`,
    ...definitions,
    ...fits[0]!,
    ...comment(vcovWords(model.vcov), '#'),
    `model <- ${vcovCall(model, 'model')}`,
    ...(hasAbsorbedConstant(model) ? remarks.say(`${place}.(Intercept)`, ABSORBED_CONSTANT) : []),
    ...model.effects.flatMap((effect) => effectLines(effect, model, remarks)),
  ];
}

export interface Fitting {
  /** functions that make columns */
  readonly definitions: readonly string[];
  /** per model the lines that assign `model` */
  readonly fits: readonly (readonly string[])[];
}

/** The fits of some models on `d`; equal designs are written once. `inside`: a condition that all rows meet besides. */
export function fitting(models: readonly PlanModel[], columns: PlanColumns, at?: string, inside?: string): Fitting {
  const equations = models.flatMap((model) => model.equations);
  const designs = equations.map((equation) => designLines(equation, columns));
  const makes = equations.map((equation) => makeLines(equation, columns));
  const first = (all: readonly (readonly string[])[], index: number): number =>
    all.findIndex((lines) => lines.join('\n') === all[index]!.join('\n'));
  const definitions = equations.flatMap((_, index) => [
    ...(first(designs, index) === index
      ? [`columns_${index + 1} <- function(d, base) bind(`, ...designs[index]!, ')']
      : []),
    ...(makes[index]!.length > 0 && first(makes, index) === index
      ? [`make_${index + 1} <- function(d) {`, ...makes[index]!, '  d', '}']
      : []),
  ]);
  let before = 0;
  const fits = models.map((model) => {
    const from = before;
    before += model.equations.length;
    const called = at ?? vector(model.at);
    const written = model.equations.flatMap((equation, own) => {
      const index = from + own;
      const make = makes[index]!.length > 0 ? first(makes, index) : undefined;
      return equationLines(
        model,
        equation,
        { index, design: first(designs, index), make, at: called, inside },
        columns,
      );
    });
    if (model.equations[0]?.estimator.kind === 'random_intercept') return written;
    const combined = model.combined ? `, combined = c(${model.combined.map((one) => one + 1).join(', ')})` : '';
    const parts = model.equations.map((_, own) => `equation_${from + own + 1}`).join(', ');
    return [...written, `model <- stack_equations(${called}, list(${parts})${combined})`];
  });
  return { definitions, fits };
}

function designLines(equation: PlanEquation, columns: PlanColumns): readonly string[] {
  const terms = equation.terms.map((term) => termCode(term, columns, equation));
  const items = [...(equation.intercept ? ['"(Intercept)" = ones_for(d)'] : []), ...terms];
  return wrapped(items, '  ');
}

function termCode(term: PlanTerm, columns: PlanColumns, equation: PlanEquation): string {
  switch (term.kind) {
    case 'power':
      return `${quoted(`${term.of}^${term.exponent}`)} = d$${named(term.of)}^${term.exponent}`;
    case 'interaction':
      return productCode(term.parts, columns, equation);
    case 'factor':
      return dummies(term.of);
    case 'variable': {
      const made = equation.made.find(({ name }) => name === term.of);
      const number = made ? made.kind === 'treated_post' : columns.get(term.of)?.kind === 'number';
      return number ? `${named(term.of)} = d$${named(term.of)}` : dummies(term.of);
    }
    case 'unknown':
      return '';
  }
}

function productCode(parts: readonly PlanTerm[], columns: PlanColumns, equation: PlanEquation): string {
  const codes = parts.map((part) =>
    part.kind === 'variable' || part.kind === 'factor'
      ? dummies(part.of)
      : `cbind(${termCode(part, columns, equation)})`,
  );
  return codes.reduce((left, right) => `times(${left}, ${right})`);
}

function dummies(of: string): string {
  return `dummies(d$${named(of)}, ${quoted(of)}, base)`;
}

interface Place {
  readonly index: number;
  /** the equation whose columns it shares, and that whose made columns */
  readonly design: number;
  readonly make: number | undefined;
  /** code of the names under which the numbers stand */
  readonly at: string;
  readonly inside: string | undefined;
}

function equationLines(
  model: PlanModel,
  equation: PlanEquation,
  { index, design, make, at, inside }: Place,
  columns: PlanColumns,
): readonly string[] {
  const { estimator, outcome, positive, where, label, name } = equation;
  const base = [...baseLevels(equation, columns)].map(([of, level]) => `${named(of)} = ${quoted(level)}`);
  const uses = requiredColumns(equation, model).map(quoted);
  const reference = columns.get(outcome)?.reference;
  const conditions = where.map(({ tree }) => rExpression(tree, columns));
  const within =
    conditions.length > 0
      ? `with(d, ${conditions.map((one) => (conditions.length > 1 ? `(${one})` : one)).join(' & ')})`
      : undefined;
  const rows = [inside, within].filter((one) => one !== undefined).join(' & ');
  const { weights } = model;
  const options = [
    base.length > 0 ? `base = list(${base.join(', ')})` : '',
    uses.length > 0 ? `uses = c(${uses.join(', ')})` : '',
    rows === '' ? '' : `where = ${rows}`,
    positive ? 'positive = TRUE' : '',
    reference === undefined ? '' : `reference = ${quoted(reference)}`,
    weights ? `weights = ${quoted(weights.column)}, weight_kind = ${quoted(weights.kind)}` : '',
    make === undefined ? '' : `make = make_${make + 1}`,
  ].filter((one) => one !== '');
  const said = comment(`${name} (${label}): ${outcome}${positive ? ' > 0' : ''}, ${estimatorWords(equation)}`, '#');
  if (estimator.kind === 'random_intercept') {
    const { link, group, points } = estimator;
    const first = `${at}, d, ${quoted(outcome)}, columns_${design + 1}, ${quoted(link)}, group = ${quoted(group)}, points = ${points}`;
    return [...said, `model <- random_intercept(${first}${options.length > 0 ? ',' : ''}`, ...closed(options)];
  }
  if (estimator.kind !== 'glm') return [];
  const { family, link, dispersion, separation } = estimator;
  const scale =
    dispersion === 'one'
      ? []
      : [`dispersion = ${typeof dispersion === 'number' ? numeral(dispersion) : quoted(dispersion)}`];
  const separated =
    (family === 'bernoulli' || family === 'poisson') && separation !== 'keep'
      ? [`separation = ${quoted(separation)}`]
      : [];
  const all = [...scale, ...separated, ...options];
  const first = `d, ${quoted(name)}, ${quoted(outcome)}, columns_${design + 1}, ${quoted(link)}, ${quoted(family)}`;
  return [...said, `equation_${index + 1} <- equation(${first}${all.length > 0 ? ',' : ''}`, ...closed(all)];
}

/** Arguments on lines of their own, and the bracket that closes them. */
function closed(options: readonly string[]): readonly string[] {
  if (options.length === 0) return [')'];
  const lines = options.flatMap((option, index) => {
    const text = index === options.length - 1 ? `${option})` : `${option},`;
    const list = /^(\w+ = (?:c|list)\()(.*)(\)[,)]?)$/.exec(text);
    if (text.length < 96 || list === null) return [`  ${text}`];
    const items = list[2]!.split(', ');
    const broken = wrapped(items, '    ');
    return [`  ${list[1]}`, ...broken.slice(0, -1), `${broken.at(-1)}${list[3]}`];
  });
  return lines;
}

function makeLines(equation: PlanEquation, columns: PlanColumns): readonly string[] {
  const made = equation.made.flatMap(madeLines);
  const factors = numbersAsFactors(equation, columns)
    .filter((name) => !equation.made.some((one) => one.name === name))
    .map((name) => `  d$${named(name)} <- as_levels(d$${named(name)})`);
  return [...made, ...factors];
}

function madeLines(made: MadeColumn): readonly string[] {
  const [adopted, time] = [`d$${named(made.adopted)}`, `d$${named(made.time)}`];
  const target = `d$${named(made.name)}`;
  if (made.kind === 'treated_post') {
    const lag = made.lag === 0 ? '' : `, lag = ${numeral(made.lag)}`;
    return [
      ...(made.alwaysTreated === 'drop' ? [`  d <- d[!always_treated(${adopted}, ${time}${lag}), ]`] : []),
      `  ${target} <- treated_post(${adopted}, ${time}${lag})`,
    ];
  }
  const { window, left, right, reference, unit, offGrid } = made;
  const drops = left === 'drop' || right === 'drop';
  return [
    `  ${target} <- event_time(${adopted}, ${time}, window = c(${window.join(', ')}), left = ${quoted(left)}, right = ${quoted(right)},`,
    `    reference = ${reference}, unit = ${quoted(unit)}, off_grid = ${quoted(offGrid)})`,
    ...(made.alwaysTreated === 'drop' ? [`  d <- d[!always_treated(${adopted}, ${time}), ]`] : []),
    ...(drops ? [`  d <- d[!is.na(${target}), ]`] : []),
  ];
}

/** The call that gives a model its covariance. */
export function vcovCall({ vcov, tests }: Pick<PlanModel, 'vcov' | 'tests'>, model: string): string {
  switch (vcov.kind) {
    case 'model':
      return `vcov_model(${model}, bread = ${quoted(vcov.bread)})`;
    case 'robust': {
      const leverage = vcov.leverage === 0 ? '' : `, leverage = ${vcov.leverage}`;
      return `vcov_robust(${model}, bread = ${quoted(vcov.bread)}, factor = ${quoted(vcov.factor)}${leverage})`;
    }
    case 'cluster': {
      const two = vcov.by.length === 2 ? `, two_way = ${quoted(vcov.twoWay)}` : '';
      const df = tests === 'residual' ? ', df = "residual"' : '';
      return `vcov_cluster(${model}, d, by = ${vector(vcov.by)}, bread = ${quoted(vcov.bread)}, factor = ${quoted(vcov.factor)}${two}${df})`;
    }
    case 'unknown':
      return model;
  }
}

function atCode(at: PlanAt): string {
  if (typeof at === 'string') return quoted(at);
  const settings = Object.entries(at).map(
    ([name, value]) => `${named(name)} = ${typeof value === 'number' ? numeral(value) : quoted(value)}`,
  );
  return `list(${settings.join(', ')})`;
}

export function effectLines(effect: PlanEffect, model: PlanModel, remarks: Remarks): readonly string[] {
  if (effect.kind === 'unknown') return remarks.say(effect.place, `the effect "${effect.word}" has no translation yet`);
  return [...comment(effectWords(effect), '#'), ...collected(effectCall(effect, model))];
}

/** A call whose lines are added to the estimates. */
function collected(call: string): readonly string[] {
  const line = `estimates <- rbind(estimates, ${call})`;
  const list = /^(.*?variables = c\()(.*?)(\).*)$/.exec(line);
  if (line.length <= 110 || list === null) return [line];
  return [
    list[1]!,
    ...wrapped(list[2]!.split(', '), '  ').map((one, i, all) => (i === all.length - 1 ? `${one}${list[3]}` : one)),
  ];
}

function effectCall(effect: Exclude<PlanEffect, { kind: 'unknown' }>, model: PlanModel): string {
  const hide = hiddenFactors(model);
  const unsaid = hasAbsorbedConstant(model) ? [...hide, '(Intercept)'] : hide;
  const hidden = hide.length > 0 ? `, hide = ${vector(hide)}` : '';
  const of = 'of' in effect && effect.of ? `, of = ${vector(effect.of)}` : '';
  const first = `model, ${quoted(effect.name)}`;
  switch (effect.kind) {
    case 'coefficients': {
      const exponentiate = effect.exponentiate ? ', exponentiate = TRUE' : '';
      return `report_coefficients(${first}${exponentiate}${effect.fixedEffects || unsaid.length === 0 ? '' : `, hide = ${vector(unsaid)}`})`;
    }
    case 'predictions':
      return `mean_predictions(${first}, at = ${atCode(effect.at)}${effect.levelsOf.length > 0 ? `, levels_of = ${vector(effect.levelsOf)}` : ''}${of})`;
    case 'contrasts':
      return `contrasts_of(${first}, ${quoted(effect.variable)}, pairs = ${quoted(effect.pairs)}, scale = ${quoted(effect.scale)}, at = ${atCode(effect.at)}${of})`;
    case 'joint_test':
      return `joint_test(${first}, ${vector(effect.terms)}, test = ${quoted(model.tests === 'normal' ? 'chi2' : 'F')}${effect.across ? ', across = TRUE' : ''})`;
    case 'event_study': {
      const relative = typeof effect.relativeTo === 'number' ? numeral(effect.relativeTo) : quoted(effect.relativeTo);
      return `event_study(${first}, ${quoted(effect.variable)}, window = c(${effect.window.join(', ')}), reference = ${effect.reference}, relative_to = ${relative})`;
    }
    case 'marginal_effects': {
      if (effect.perColumn) {
        const only = effect.variables ? `, variables = c(${effect.variables.map(quoted).join(', ')})` : '';
        return `column_effects(${first}, at = ${atCode(effect.at)}${of}${only}${hidden})`;
      }
      const names = (effect.variables ?? reportedVariables(model)).map(quoted).join(', ');
      const split = effect.decompose ? ', decompose = TRUE' : '';
      return `marginal_effects(${first}, variables = c(${names}), at = ${atCode(effect.at)}, dummies = ${quoted(effect.dummies)}, binary = ${quoted(effect.binary)}${of}${split})`;
    }
  }
}

export function summaryLines(summary: PlanSummary, columns: PlanColumns): readonly string[] {
  const { name, label, sample, by, groups, weights } = summary;
  const { code, compared } = groupCode(summary, columns);
  return [
    ...heading(`Summary ${name}: ${label}`, '#'),
    `d <- samples[[${quoted(sample)}]]`,
    ...(weights === undefined
      ? []
      : ['# frequency weights: a row stands for so many', `d <- d[rep(seq_len(nrow(d)), d$${named(weights)}), ]`]),
    ...code,
    ...(by || groups ? [] : ['# one group of all rows']),
    `compared <- ${compared}`,
    'lines <- list(',
    ...summary.rows.map((row, index) => `  ${rowCall(name, row)}${index < summary.rows.length - 1 ? ',' : ''}`),
    ')',
    'estimates <- rbind(estimates, do.call(rbind, lines))',
  ];
}

function groupCode(
  { by, groups }: PlanSummary,
  columns: PlanColumns,
): { readonly code: readonly string[]; readonly compared: string } {
  const all = 'rep(TRUE, nrow(d))';
  if (by !== undefined) {
    const column = `d$${named(by.variable)}`;
    const levels = by.levels === undefined ? `levels(as_levels(${column}))` : `c(${by.levels.map(quoted).join(', ')})`;
    const each = [
      `group_names <- ${levels}`,
      `groups <- setNames(lapply(group_names, function(level) (${column} == level) %in% TRUE), group_names)`,
    ];
    const total =
      by.total === 'first'
        ? [`groups <- c(list(total = ${all}), groups)`]
        : by.total === 'last'
          ? [`groups <- c(groups, list(total = ${all}))`]
          : [];
    return { code: [...each, ...total], compared: 'group_names' };
  }
  if (groups === undefined) return { code: [`groups <- list(total = ${all})`], compared: 'character(0)' };
  const items = groups.map(
    ({ name, where }) => `${named(name)} = ${where ? `with(d, ${rExpression(where.tree, columns)}) %in% TRUE` : all}`,
  );
  const compared = groups.flatMap(({ name, where }) => (where ? [quoted(name)] : []));
  return {
    code: ['groups <- list(', ...items.map((item, i) => `  ${item}${i < items.length - 1 ? ',' : ''}`), ')'],
    compared: compared.length === 0 ? 'character(0)' : `c(${compared.join(', ')})`,
  };
}

function rowCall(summary: string, row: PlanSummaryRow): string {
  const first = `${quoted(summary)}, ${quoted(row.variable)}, d$${named(row.variable)}, groups, compared`;
  const test = row.test ? `, test = ${quoted(row.test)}` : '';
  if (row.statistic === 'mean_sd') {
    return `mean_row(${first}${test}${row.interval ? `, level = ${row.interval.level}` : ''})`;
  }
  const level = row.level === undefined ? '' : `, level = ${quoted(row.level)}`;
  const interval = row.interval
    ? `, interval = ${quoted(row.interval.method)}, confidence = ${row.interval.level}`
    : '';
  return `share_rows(${first}, ${quoted(row.statistic)}${level}${test}${interval})`;
}
