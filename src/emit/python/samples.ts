/** The data and the samples of a plan in Python. */
import { comment, heading, type Remarks, wrapped } from '../paper-lines.ts';
import type { DataColumn, Plan, PlanColumns, PlanSample, PlanStep } from '../plan.ts';
import { listed, pythonExpression, pythonValue, quoted } from './expression.ts';

/** Reads the file and types its columns. */
export function dataLines({ columns, missing, delimiter }: Plan): readonly string[] {
  return [
    ...heading('Data: codes become levels, codes for "no answer" become missing', '#'),
    `NO_ANSWER = ${listed(missing)}`,
    `raw = read_survey(data_files, ${quoted(delimiter)})`,
    'data = pd.DataFrame(index=raw.index)',
    ...columns.flatMap(columnLines),
    'samples = {"all": data}',
  ];
}

function columnLines(column: DataColumn): readonly string[] {
  const { name, label, kind, missing } = column;
  const target = `data[${quoted(name)}]`;
  const source = `raw[${quoted(name)}]`;
  const own = missing.length > 0 ? `, missing=${listed(missing)}` : '';
  const said = label === name ? '' : `  # ${label.replace(/[\r\n]+/g, ' ')}`;
  if (kind === 'category' && column.levels !== undefined) {
    const codes = column.levels.flatMap((level) => level.codes.map((code) => `${quoted(code)}: ${quoted(level.name)}`));
    const one = `${target} = category(${source}, {${codes.join(', ')}}${own})`;
    if (one.length <= 110) return [`${one}${said}`];
    return [`${target} = category(${source}, {${said}`, ...wrapped(codes, '    '), `}${own})`];
  }
  const read = {
    number: 'number',
    answers: 'answers',
    unknown: 'as_it_comes',
    id: 'names_of',
    text: 'names_of',
    category: 'names_of',
  }[kind];
  return [`${target} = ${read}(${source}${own})${said}`];
}

export function sampleLines(sample: PlanSample, remarks: Remarks): readonly string[] {
  const { name, label, from, steps } = sample;
  return [
    ...heading(`Sample ${name}: ${label}`, '#'),
    `d = samples[${quoted(from ?? 'all')}].copy()`,
    ...steps.flatMap(({ step, before }) => stepLines(step, before, remarks)),
    `samples[${quoted(name)}] = d`,
  ];
}

function stepLines(step: PlanStep, columns: PlanColumns, remarks: Remarks): readonly string[] {
  switch (step.kind) {
    case 'keep':
    case 'drop':
      return [`d = ${step.kind}_rows(d, ${pythonExpression(step.where.tree, columns)}, ${quoted(step.label)})`];
    case 'complete': {
      const short = `d = keep_rows(d, d[${listed(step.columns)}].notna().all(axis=1), ${quoted(step.label)})`;
      if (short.length <= 110) return [short];
      return [
        'd = keep_rows(d, d[[',
        ...wrapped(step.columns.map(quoted), '    '),
        `]].notna().all(axis=1), ${quoted(step.label)})`,
      ];
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
  const target = `d[${quoted(step.name)}]`;
  const column = (name: string): string => `d[${quoted(name)}]`;
  switch (step.kind) {
    case 'derive':
      return [`${target} = ${pythonValue(step.value.tree, step.of, columns)}`];
    case 'recode': {
      const levels = step.levels.map(({ name, from }) => `    ${quoted(name)}: ${listed(from)},`);
      return [
        `${target} = recode(${column(step.of)}, {`,
        ...levels,
        `}${step.rest === 'missing' ? ', rest="missing"' : ''})`,
      ];
    }
    case 'classify': {
      const rules = step.levels.flatMap(({ name, where }) =>
        where ? [`    ${quoted(name)}: ${pythonExpression(where.tree, columns)},`] : [],
      );
      const rest = step.levels.find(({ where }) => where === undefined);
      return [
        `${target} = classify({`,
        ...rules,
        `}, overlap=${quoted(step.overlap)}${rest ? `, rest=${quoted(rest.name)}` : ''})`,
      ];
    }
    case 'quantiles':
      return [
        `${target} = xtile(${column(step.of)}, ${listed(step.levels)}${step.weights === undefined ? '' : `, weight=${column(step.weights)}`})`,
      ];
    case 'cut':
      return [
        `${target} = cut_at(${column(step.of)}, ${listed(step.at)}, ${listed(step.levels)}, closed=${quoted(step.closed)})`,
      ];
    case 'pca': {
      const components = typeof step.components === 'number' ? String(step.components) : quoted(step.components);
      return [
        `${target} = composite(d[${listed(step.of)}], matrix=${quoted(step.matrix)}, components=${components},`,
        `    weights=${quoted(step.weights)}, sign=${quoted(step.sign)}, scale=${quoted(step.scale)})`,
      ];
    }
    case 'adoption': {
      const years = [...step.years].map(([unit, year]) => `${quoted(unit)}: ${year}`);
      return [`${target} = adoption(${column(step.key)}, {`, ...wrapped(years, '    '), '})'];
    }
    case 'first_treated':
      return [`${target} = first_time(${column(step.key)}, ${column(step.treated)}, ${column(step.time)})`];
    case 'group_mean':
      return [`${target} = group_mean(${column(step.of)}, ${column(step.by)})`];
    case 'answers': {
      const test = `answered(${column(step.of)}, ${listed(step.codes)}, ${quoted(step.separator)})`;
      return [
        `${target} = numbers(${step.rule === 'none_of' ? `~${test}` : test})  # ${step.rule}: ${step.names.join(', ')}`,
      ];
    }
  }
}
