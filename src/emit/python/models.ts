/** Models and summaries of a plan in Python. */
import { effectWords } from '../effect-words.ts';
import {
  ABSORBED_CONSTANT,
  baseLevels,
  estimatorWords,
  factorColumns,
  hasAbsorbedConstant,
  hiddenFactors,
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
import { listed, pythonExpression, quoted } from './expression.ts';

/** A model: equations, covariance, effects. */
export function modelLines(model: PlanModel, columns: PlanColumns, remarks: Remarks): readonly string[] {
  const { name, label, sample } = model;
  const head = heading(`Model ${name}: ${label}`, '#');
  const fault = untranslatedModel(model, columns);
  if (fault !== undefined) return [...head, ...remarks.say(`models.${name}`, fault)];
  const { definitions, fits } = fitting([model], columns);
  return [
    ...head,
    `d = samples[${quoted(sample)}]`,
    '',
    '',
    ...definitions,
    ...fits[0]!,
    ...comment(vcovWords(model.vcov), '#'),
    `model.vcov = ${vcovCall(model, 'model')}`,
    ...(hasAbsorbedConstant(model) ? remarks.say(`models.${name}.(Intercept)`, ABSORBED_CONSTANT) : []),
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
  const designs = equations.map((equation) => wrapped(designItems(equation, columns), '        '));
  const makes = equations.map((equation) => equation.made.flatMap(madeLines));
  const first = (all: readonly (readonly string[])[], index: number): number =>
    all.findIndex((lines) => lines.join('\n') === all[index]!.join('\n'));
  const definitions = equations.flatMap((_, index) => [
    ...(first(designs, index) === index
      ? [`def columns_${index + 1}(d, base):`, '    return {', ...designs[index]!, '    }', '', '']
      : []),
    ...(makes[index]!.length > 0 && first(makes, index) === index
      ? [`def make_${index + 1}(d):`, ...makes[index]!, '    return d', '', '']
      : []),
  ]);
  let before = 0;
  const fits = models.map((model) => {
    const from = before;
    before += model.equations.length;
    const called = at ?? tuple(model.at);
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
    const parts = model.equations.map((_, own) => `equation_${from + own + 1}`).join(', ');
    const combined = model.combined ? `, combined=(${model.combined.join(', ')})` : '';
    return [...written, `model = Model(${called}, [${parts}]${combined})`];
  });
  return { definitions, fits };
}

const tuple = (names: readonly string[]): string => `(${names.map(quoted).join(', ')})`;

export function effectLines(effect: PlanEffect, model: PlanModel, remarks: Remarks): readonly string[] {
  if (effect.kind === 'unknown') return remarks.say(effect.place, `the effect "${effect.word}" has no translation yet`);
  return [...comment(effectWords(effect), '#'), ...brokenCall(effectCall(effect, model))];
}

/** A long call, its list of variables on lines of their own. */
function brokenCall(line: string): readonly string[] {
  const list = /^(.*?, \[)(.*?)(\], at=.*)$/.exec(line);
  if (line.length <= 110 || list === null) return [line];
  return [list[1]!, ...wrapped(list[2]!.split(', '), '    '), list[3]!];
}

function designItems(equation: PlanEquation, columns: PlanColumns): readonly string[] {
  const terms = equation.terms.map((term) => termCode(term, columns, equation));
  return [...(equation.intercept ? ['"(Intercept)": ones_for(d)'] : []), ...terms];
}

function termCode(term: PlanTerm, columns: PlanColumns, equation: PlanEquation): string {
  switch (term.kind) {
    case 'power':
      return `${quoted(`${term.of}^${term.exponent}`)}: d[${quoted(term.of)}]**${term.exponent}`;
    case 'interaction':
      return `**${product(term.parts, columns, equation)}`;
    case 'variable': {
      const made = equation.made.find(({ name }) => name === term.of);
      const number = made ? made.kind === 'treated_post' : columns.get(term.of)?.kind === 'number';
      return number ? `${quoted(term.of)}: d[${quoted(term.of)}]` : `**dummies(d, ${quoted(term.of)}, base)`;
    }
    case 'factor':
      return `**dummies(d, ${quoted(term.of)}, base)`;
    case 'unknown':
      return '';
  }
}

function product(parts: readonly PlanTerm[], columns: PlanColumns, equation: PlanEquation): string {
  const codes = parts.map((part) =>
    part.kind === 'variable' || part.kind === 'factor'
      ? `dummies(d, ${quoted(part.of)}, base)`
      : part.kind === 'interaction'
        ? product(part.parts, columns, equation)
        : `{${termCode(part, columns, equation)}}`,
  );
  return codes.reduce((left, right) => `times(${left}, ${right})`);
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
  const factors = factorColumns(equation, columns).map(({ name: of, levels, ordered }) => {
    const known = levels ? listed(levels) : ordered ? 'None' : `levels_of(data[${quoted(of)}], ordered=False)`;
    return `${quoted(of)}: ${known}`;
  });
  const base = [...baseLevels(equation, columns)].map(([of, level]) => `${quoted(of)}: ${quoted(level)}`);
  const column = columns.get(outcome);
  const reference = column?.kind === 'category' ? (column.reference ?? column.levels?.[0]) : undefined;
  const conditions = where.map(({ tree }) => pythonExpression(tree, columns));
  const rows = [...(inside === undefined ? [] : [inside]), ...conditions];
  const uses = requiredColumns(equation, model);
  const { weights } = model;
  const options = [
    ...(factors.length > 0 ? ['    factors={', ...factors.map((one) => `        ${one},`), '    },'] : []),
    ...(base.length > 0 ? ['    base={', ...wrapped(base, '        '), '    },'] : []),
    ...(uses.length > 0 ? ['    uses=[', ...wrapped(uses.map(quoted), '        '), '    ],'] : []),
    ...(rows.length > 0 ? [`    where=${rows.map((one) => (rows.length > 1 ? `(${one})` : one)).join(' & ')},`] : []),
    ...(positive ? ['    positive=True,'] : []),
    ...(reference === undefined ? [] : [`    reference=${quoted(reference)},`]),
    ...(weights ? [`    weights=${quoted(weights.column)}, weight_kind=${quoted(weights.kind)},`] : []),
    ...(make === undefined ? [] : [`    make=make_${make + 1},`]),
  ];
  const said = comment(`${name} (${label}): ${outcome}${positive ? ' > 0' : ''}, ${estimatorWords(equation)}`, '#');
  if (estimator.kind === 'random_intercept') {
    const { link, group, points } = estimator;
    const first = `${at}, d, ${quoted(outcome)}, columns_${design + 1}, ${quoted(link)}, group=${quoted(group)}, points=${points}`;
    return [...said, 'model = RandomIntercept(', `    ${first},`, ...options, ')'];
  }
  if (estimator.kind !== 'glm') return [];
  const { family, link, dispersion, separation } = estimator;
  const scale =
    dispersion === 'one' ? '' : `, dispersion=${typeof dispersion === 'number' ? dispersion : quoted(dispersion)}`;
  const separated =
    (family === 'bernoulli' || family === 'poisson') && separation !== 'keep'
      ? `, separation=${quoted(separation)}`
      : '';
  const first = `d, ${quoted(name)}, ${quoted(outcome)}, columns_${design + 1}, ${quoted(link)}, ${quoted(family)}${scale}${separated}`;
  return [...said, `equation_${index + 1} = Equation(`, `    ${first},`, ...options, ')'];
}

function madeLines(made: MadeColumn): readonly string[] {
  const [adopted, time] = [`d[${quoted(made.adopted)}]`, `d[${quoted(made.time)}]`];
  const target = `d[${quoted(made.name)}]`;
  if (made.kind === 'treated_post') {
    const lag = made.lag === 0 ? '' : `, lag=${made.lag}`;
    return [
      ...(made.alwaysTreated === 'drop' ? [`    d = d[~always_treated(${adopted}, ${time}${lag})].copy()`] : []),
      `    ${target} = treated_post(${adopted}, ${time}${lag})`,
    ];
  }
  const { window, left, right, reference, unit, offGrid } = made;
  return [
    `    ${target} = event_time(${adopted}, ${time}, window=(${window.join(', ')}), left=${quoted(left)}, right=${quoted(right)},`,
    `        reference=${reference}, unit=${quoted(unit)}, off_grid=${quoted(offGrid)})`,
    ...(made.alwaysTreated === 'drop' ? [`    d = d[~always_treated(${adopted}, ${time})].copy()`] : []),
    ...(left === 'drop' || right === 'drop' ? [`    d = d[${target}.notna()].copy()`] : []),
  ];
}

/** The covariance of a model, as a matrix. */
export function vcovCall({ vcov, tests }: Pick<PlanModel, 'vcov' | 'tests'>, model: string): string {
  switch (vcov.kind) {
    case 'model':
      return `vcov_model(${model}, bread=${quoted(vcov.bread)})`;
    case 'robust':
      return `vcov_robust(${model}, bread=${quoted(vcov.bread)}, factor=${quoted(vcov.factor)}${vcov.leverage === 0 ? '' : `, leverage=${vcov.leverage}`})`;
    case 'cluster':
      return `vcov_cluster(${model}, d, by=${listed(vcov.by)}, bread=${quoted(vcov.bread)}, factor=${quoted(vcov.factor)}${vcov.by.length === 2 ? `, two_way=${quoted(vcov.twoWay)}` : ''}${tests === 'residual' ? ', df="residual"' : ''})`;
    case 'unknown':
      return 'None';
  }
}

function atCode(at: PlanAt): string {
  if (typeof at === 'string') return quoted(at);
  return `{${Object.entries(at)
    .map(([name, value]) => `${quoted(name)}: ${typeof value === 'number' ? value : quoted(value)}`)
    .join(', ')}}`;
}

function effectCall(effect: Exclude<PlanEffect, { kind: 'unknown' }>, model: PlanModel): string {
  const hide = hiddenFactors(model);
  const unsaid = hasAbsorbedConstant(model) ? [...hide, '(Intercept)'] : hide;
  const hidden = hide.length > 0 ? `, hide=${listed(hide)}` : '';
  const of = 'of' in effect && effect.of ? `, of=${listed(effect.of)}` : '';
  const first = `model, ${quoted(effect.name)}`;
  switch (effect.kind) {
    case 'coefficients':
      return `report_coefficients(${first}${effect.exponentiate ? ', exponentiate=True' : ''}${effect.fixedEffects || unsaid.length === 0 ? '' : `, hide=${listed(unsaid)}`})`;
    case 'predictions':
      return `mean_predictions(${first}, at=${atCode(effect.at)}${effect.levelsOf.length > 0 ? `, levels_of=${listed(effect.levelsOf)}` : ''}${of})`;
    case 'contrasts':
      return `contrasts_of(${first}, ${quoted(effect.variable)}, pairs=${quoted(effect.pairs)}, scale=${quoted(effect.scale)}, at=${atCode(effect.at)}${of})`;
    case 'joint_test':
      return `joint_test(${first}, ${listed(effect.terms)}, test=${quoted(model.tests === 'normal' ? 'chi2' : 'F')}${effect.across ? ', across=True' : ''})`;
    case 'event_study': {
      const relative = typeof effect.relativeTo === 'number' ? effect.relativeTo : quoted(effect.relativeTo);
      return `event_study(${first}, ${quoted(effect.variable)}, window=(${effect.window.join(', ')}), reference=${effect.reference}, relative_to=${relative})`;
    }
    case 'marginal_effects': {
      if (effect.perColumn) {
        return `column_effects(${first}, at=${atCode(effect.at)}${of}${effect.variables ? `, variables=${listed(effect.variables)}` : ''}${hidden})`;
      }
      const names = listed(effect.variables ?? reportedVariables(model));
      return `marginal_effects(${first}, ${names}, at=${atCode(effect.at)}, dummies=${quoted(effect.dummies)}, binary=${quoted(effect.binary)}${of}${effect.decompose ? ', decompose=True' : ''})`;
    }
  }
}

export function summaryLines(summary: PlanSummary, columns: PlanColumns): readonly string[] {
  const { name, label, sample, weights } = summary;
  const { code, compared } = groupCode(summary, columns);
  return [
    ...heading(`Summary ${name}: ${label}`, '#'),
    `d = samples[${quoted(sample)}]`,
    ...(weights === undefined
      ? []
      : [
          '# frequency weights: a row stands for so many',
          `d = d.loc[d.index.repeat(d[${quoted(weights)}].astype(int))]`,
        ]),
    ...code,
    `compared = ${compared}`,
    ...summary.rows.map((row) => rowCall(name, row, columns)),
  ];
}

function groupCode(
  { by, groups }: PlanSummary,
  columns: PlanColumns,
): { readonly code: readonly string[]; readonly compared: string } {
  const all = 'np.ones(len(d), dtype=bool)';
  if (by !== undefined) {
    const column = columns.get(by.variable);
    const known = by.levels ?? column?.levels;
    const levels = known === undefined ? `levels_of(d[${quoted(by.variable)}])` : listed(known);
    const each = `{level: (d[${quoted(by.variable)}].map(text_of, na_action="ignore") == level).fillna(False).to_numpy(dtype=bool) for level in levels}`;
    const total = { first: `groups = {"total": ${all}, **groups}`, last: `groups = {**groups, "total": ${all}}` };
    return {
      code: [`levels = ${levels}`, `groups = ${each}`, ...(by.total ? [total[by.total]] : [])],
      compared: 'levels',
    };
  }
  if (groups === undefined) return { code: [`groups = {"total": ${all}}`], compared: '[]' };
  const items = groups.map(
    ({ name, where }) =>
      `    ${quoted(name)}: ${where ? `(${pythonExpression(where.tree, columns)}).fillna(False).to_numpy(dtype=bool)` : all},`,
  );
  return {
    code: ['groups = {', ...items, '}'],
    compared: listed(groups.flatMap(({ name, where }) => (where ? [name] : []))),
  };
}

function rowCall(summary: string, row: PlanSummaryRow, columns: PlanColumns): string {
  const first = `${quoted(summary)}, ${quoted(row.variable)}, d[${quoted(row.variable)}], groups, compared`;
  const test = row.test ? `, test=${quoted(row.test)}` : '';
  if (row.statistic === 'mean_sd')
    return `mean_row(${first}${test}${row.interval ? `, level=${row.interval.level}` : ''})`;
  const levels = columns.get(row.variable)?.levels;
  const shown = row.level !== undefined ? `, level=${quoted(row.level)}` : levels ? `, levels=${listed(levels)}` : '';
  const interval = row.interval ? `, interval=${quoted(row.interval.method)}, confidence=${row.interval.level}` : '';
  return `share_rows(${first}, ${quoted(row.statistic)}${shown}${test}${interval})`;
}
