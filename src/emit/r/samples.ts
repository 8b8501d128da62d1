/** The data and the samples of a plan in R. */
import { comment, heading, type Remarks, wrapped } from '../paper-lines.ts';
import type { DataColumn, Plan, PlanColumns, PlanSample, PlanStep } from '../plan.ts';
import { levelsOfChoice } from '../plan-expression.ts';
import { named, numeral, quoted, rExpression, rValue, vector } from './expression.ts';

/** Reads the file and types its columns. */
export function dataLines({ columns, missing, delimiter }: Plan): readonly string[] {
  return [
    ...heading('Data: codes become levels, codes for "no answer" become NA', '#'),
    `NO_ANSWER <- ${missing.length === 0 ? 'character(0)' : `c(${missing.map(quoted).join(', ')})`}`,
    `raw <- read_survey(data_files, ${quoted(delimiter)})`,
    'data <- data.frame(row.names = seq_len(nrow(raw)))',
    ...columns.flatMap(columnLines),
    'samples <- list(all = data)',
  ];
}

function columnLines(column: DataColumn): readonly string[] {
  const { name, label, kind, missing } = column;
  const target = `data$${named(name)}`;
  const source = `raw[[${quoted(name)}]]`;
  const own = missing.length > 0 ? `, missing = ${vector(missing)}` : '';
  const said = label === name ? '' : `  # ${label.replace(/[\r\n]+/g, ' ')}`;
  if (kind === 'category' && column.levels !== undefined) {
    const codes = column.levels.flatMap((level) => level.codes.map((code) => `${named(level.name)} = ${quoted(code)}`));
    const one = `${target} <- category(${source}, c(${codes.join(', ')})${own})`;
    if (one.length <= 110) return [`${one}${said}`];
    return [`${target} <- category(${source}, c(${said}`, ...wrapped(codes, '  '), `)${own})`];
  }
  const read = {
    number: 'number',
    answers: 'answers',
    unknown: 'as_it_comes',
    id: 'names_of',
    text: 'names_of',
    category: 'names_of',
  }[kind];
  const sorted = kind === 'category' ? ', sorted = TRUE' : '';
  return [`${target} <- ${read}(${source}${own}${sorted})${said}`];
}

export function sampleLines(sample: PlanSample, remarks: Remarks): readonly string[] {
  const { name, label, from, steps } = sample;
  return [
    ...heading(`Sample ${name}: ${label}`, '#'),
    `d <- samples[[${quoted(from ?? 'all')}]]`,
    ...steps.flatMap(({ step, before }) => stepLines(step, before, remarks)),
    `samples[[${quoted(name)}]] <- d`,
  ];
}

const within = (expression: string): string => `with(d, ${expression})`;

function stepLines(step: PlanStep, columns: PlanColumns, remarks: Remarks): readonly string[] {
  switch (step.kind) {
    case 'keep':
    case 'drop':
      return [`d <- ${step.kind}_rows(d, ${within(rExpression(step.where.tree, columns))}, ${quoted(step.label)})`];
    case 'complete': {
      const names = step.columns.map(quoted);
      const short = `d <- keep_rows(d, complete.cases(d[c(${names.join(', ')})]), ${quoted(step.label)})`;
      if (short.length <= 110) return [short];
      return ['d <- keep_rows(d, complete.cases(d[c(', ...wrapped(names, '  '), `)]), ${quoted(step.label)})`];
    }
    case 'unknown':
      return remarks.say(
        step.place,
        `the step "${step.word}" has no translation yet; the rows and columns after it differ`,
      );
    default:
      return [
        ...comment(`${step.name}: ${step.label}`, '#').filter(() => step.label !== step.name),
        ...madeLines(step, columns),
      ];
  }
}

function madeLines(step: Extract<PlanStep, { name: string }>, columns: PlanColumns): readonly string[] {
  const target = `d$${named(step.name)}`;
  const of = 'of' in step && typeof step.of === 'string' ? `d$${named(step.of)}` : '';
  switch (step.kind) {
    case 'derive': {
      const { tree } = step.value;
      const value = within(rValue(tree, step.of, columns));
      if (step.of !== 'category' || tree.kind === 'variable') return [`${target} <- ${value}`];
      const levels = levelsOfChoice(tree, columns);
      return [`${target} <- factor(${value}${levels ? `, levels = c(${levels.map(quoted).join(', ')})` : ''})`];
    }
    case 'recode': {
      const levels = step.levels.map(({ name, from }) => `${named(name)} = ${vector(from)}`);
      const rest = step.rest === 'missing' ? ', rest = "missing"' : '';
      return [
        `${target} <- recode(${of}, list(`,
        ...levels.map((one, i) => `  ${one}${i < levels.length - 1 ? ',' : ''}`),
        `)${rest})`,
      ];
    }
    case 'classify': {
      const rules = step.levels.flatMap(({ name, where }) =>
        where ? [`${named(name)} = ${within(rExpression(where.tree, columns))}`] : [],
      );
      const rest = step.levels.find(({ where }) => where === undefined);
      const names = step.levels.map(({ name }) => quoted(name)).join(', ');
      return [
        `${target} <- classify(list(`,
        ...rules.map((one, i) => `  ${one}${i < rules.length - 1 ? ',' : ''}`),
        `), levels = c(${names}), overlap = ${quoted(step.overlap)}${rest ? `, rest = ${quoted(rest.name)}` : ''})`,
      ];
    }
    case 'quantiles': {
      const weight = step.weights === undefined ? '' : `, weight = d$${named(step.weights)}`;
      const names = step.levels.map(quoted);
      return [
        `${target} <- factor(xtile(${of}, ${names.length}${weight}), levels = 1:${names.length},`,
        ...wrapped(names, '  ').map((line, i) => (i === 0 ? `  labels = c(${line.trim()}` : line)),
      ].map((line, i, all) => (i === all.length - 1 ? `${line}))` : line));
    }
    case 'cut': {
      const labels = step.levels.map(quoted).join(', ');
      const right = step.closed === 'right' ? 'TRUE' : 'FALSE';
      return [
        `${target} <- cut(${of}, c(-Inf, ${step.at.map(numeral).join(', ')}, Inf), right = ${right},`,
        `  labels = c(${labels}))`,
      ];
    }
    case 'pca': {
      const components = typeof step.components === 'number' ? String(step.components) : quoted(step.components);
      return [
        `${target} <- composite(d[c(${step.of.map(quoted).join(', ')})], matrix = ${quoted(step.matrix)}, components = ${components},`,
        `  weights = ${quoted(step.weights)}, sign = ${quoted(step.sign)}, scale = ${quoted(step.scale)})`,
      ];
    }
    case 'adoption': {
      const years = [...step.years].map(([unit, year]) => `${named(unit)} = ${numeral(year)}`);
      return [`${target} <- unname(c(`, ...wrapped(years, '  '), `)[as.character(d$${named(step.key)})])`];
    }
    case 'first_treated':
      return [`${target} <- first_time(d$${named(step.key)}, d$${named(step.treated)}, d$${named(step.time)})`];
    case 'group_mean':
      return [`${target} <- group_mean(${of}, d$${named(step.by)})`];
    case 'answers': {
      const test = `answered(${of}, ${vector(step.codes)}, ${quoted(step.separator)})`;
      return [
        `${target} <- as.numeric(${step.rule === 'none_of' ? `!${test}` : test})  # ${step.rule}: ${step.names.join(', ')}`,
      ];
    }
  }
}
