/** Samples as they were written -> the steps of a script, and what is known of the columns after each. */

import { columnsRead } from '../analysis/expressions/columns-read.ts';
import type { DataColumn, PlanColumn, PlanColumns, PlanSample, PlanStep } from './plan.ts';
import { conditionOf, kindOf, levelsOfChoice } from './plan-expression.ts';
import { choiceIn, labelOf, list, mapping, optionalText, textOf, texts, type Written } from './written.ts';

/** The samples of those names and those that they start from, each after its own start. */
export function planSamples(
  written: Written,
  wanted: Iterable<string>,
  asRead: PlanColumns,
  data: readonly DataColumn[],
): readonly PlanSample[] {
  const planned = new Map<string, PlanSample>();
  const plan = (name: string): PlanSample | undefined => {
    const known = planned.get(name);
    const entry = written[name];
    if (known !== undefined || entry === undefined) return known;
    const from = optionalText(mapping(entry).from);
    const start = from === undefined ? undefined : plan(from);
    const sample = planSample(name, mapping(entry), start?.columns ?? asRead, data);
    planned.set(name, sample);
    return sample;
  };
  for (const name of wanted) plan(name);
  return [...planned.values()];
}

function planSample(name: string, entry: Written, start: PlanColumns, data: readonly DataColumn[]): PlanSample {
  let columns = start;
  const from = optionalText(entry.from);
  const steps = list(entry.steps).flatMap((written, index) => {
    const { word, options } = choiceIn(written);
    const place = `samples.${name}.steps[${index}].${word}`;
    return (READERS[word] ?? unknownStep)(options, { word, place, data, columns: () => columns }).map((step) => {
      const before = columns;
      columns = columnsAfter(step, before);
      return { step, before };
    });
  });
  return {
    name,
    label: labelOf(entry.label, name),
    steps,
    columns,
    ...(from !== undefined && from !== 'all' && { from }),
  };
}

interface Around {
  readonly word: string;
  readonly place: string;
  readonly data: readonly DataColumn[];
  columns(): PlanColumns;
}

type Reader = (options: unknown, around: Around) => readonly PlanStep[];

const unknownStep: Reader = (_, { word, place }) => [{ kind: 'unknown', word, place }];

const selection =
  (kind: 'keep' | 'drop'): Reader =>
  (options) => {
    const { where, label } = typeof options === 'string' ? { where: options, label: undefined } : mapping(options);
    return [{ kind, where: conditionOf(where), label: labelOf(label, `${kind} ${textOf(where)}`) }];
  };

/** One step per column of a mapping. */
const made =
  (read: (name: string, entry: Written, label: string, around: Around) => PlanStep): Reader =>
  (options, around) =>
    Object.entries(mapping(options)).map(([name, entry]) =>
      read(textOf(name), mapping(entry), labelOf(mapping(entry).label, name), around),
    );

const levelNames = (value: unknown): readonly string[] =>
  list(value).map((level) => textOf(typeof level === 'object' && level !== null ? mapping(level).name : level));

/** By the word of the step. A step without an entry here becomes a remark in every script. */
const READERS: Readonly<Record<string, Reader>> = {
  keep: selection('keep'),
  drop: selection('drop'),
  complete(options) {
    const { columns, label } = Array.isArray(options) ? { columns: options, label: undefined } : mapping(options);
    const names = texts(columns);
    return [{ kind: 'complete', columns: names, label: labelOf(label, `${names.join(', ')} known`) }];
  },
  derive: (options, around) =>
    Object.entries(mapping(options)).map(([name, entry]): PlanStep => {
      const { value, label } = typeof entry === 'string' ? { value: entry, label: undefined } : mapping(entry);
      const expression = conditionOf(value);
      return {
        kind: 'derive',
        name: textOf(name),
        label: labelOf(label, name),
        value: expression,
        of: kindOf(expression.tree, around.columns()),
      };
    }),
  recode: made((name, entry, label) => ({
    kind: 'recode',
    name,
    label,
    of: textOf(entry.of),
    levels: list(entry.levels).map((level) => ({
      name: textOf(mapping(level).name),
      from: texts(mapping(level).from),
    })),
    rest: entry.rest === 'missing' ? 'missing' : 'refuse',
    ...reference(entry),
  })),
  classify: made((name, entry, label) => ({
    kind: 'classify',
    name,
    label,
    levels: list(entry.levels).map((level) => {
      const { name: levelName, where } = mapping(level);
      return { name: textOf(levelName), ...(where !== undefined && { where: conditionOf(where) }) };
    }),
    overlap: entry.overlap === 'last' || entry.overlap === 'first' ? entry.overlap : 'refuse',
    ...reference(entry),
  })),
  quantiles: made((name, entry, label) => ({
    kind: 'quantiles',
    name,
    label,
    of: textOf(entry.of),
    levels:
      entry.levels === undefined
        ? Array.from({ length: Number(entry.groups) }, (_, index) => `q${index + 1}`)
        : levelNames(entry.levels),
    ...(entry.weights !== undefined && { weights: textOf(entry.weights) }),
    ...reference(entry),
  })),
  cut: made((name, entry, label) => ({
    kind: 'cut',
    name,
    label,
    of: textOf(entry.of),
    at: list(entry.at).map(Number),
    levels: levelNames(entry.levels),
    closed: entry.closed === 'right' ? 'right' : 'left',
    ...reference(entry),
  })),
  pca: made((name, entry, label) => ({
    kind: 'pca',
    name,
    label,
    of: texts(entry.of),
    matrix: entry.matrix as 'correlation',
    components: entry.components as 'first',
    weights: entry.weights as 'none',
    sign: entry.sign as 'largest',
    scale: entry.scale as 'scores',
  })),
  adoption: made((name, entry, label): PlanStep => {
    const key = textOf(entry.key);
    if (entry.treated !== undefined) {
      return { kind: 'first_treated', name, label, key, treated: textOf(entry.treated), time: textOf(entry.time) };
    }
    const entries = list(entry.rollout).map(mapping);
    const ours = entries.filter(({ programme }) => entry.programme === undefined || programme === entry.programme);
    return {
      kind: 'adoption',
      name,
      label,
      key,
      years: new Map(ours.map(({ unit, year }) => [textOf(unit), Number(year)])),
    };
  }),
  group_mean: made((name, entry, label) => ({
    kind: 'group_mean',
    name,
    label,
    of: textOf(entry.of),
    by: textOf(entry.by),
  })),
  answers: made((name, entry, label, { data }) => {
    const of = textOf(entry.of);
    const column = data.find((one) => one.name === of);
    const names = texts(entry.any_of ?? entry.none_of);
    return {
      kind: 'answers',
      name,
      label,
      of,
      rule: entry.any_of === undefined ? 'none_of' : 'any_of',
      names,
      codes: names.flatMap((wanted) => column?.levels?.find((level) => level.name === wanted)?.codes ?? [wanted]),
      separator: column?.separator ?? ';',
    };
  }),
};

/** The reference that a made category names is kept beside its levels: see columnsAfter. */
function reference(entry: Written): { readonly reference?: string } {
  return entry.reference === undefined ? {} : { reference: textOf(entry.reference) };
}

function columnsAfter(step: PlanStep, before: PlanColumns): PlanColumns {
  if (!('name' in step)) return before;
  return new Map([...before, [step.name, columnMade(step, before)]]);
}

function columnMade(step: Extract<PlanStep, { name: string }>, before: PlanColumns): PlanColumn {
  const said = 'reference' in step && step.reference !== undefined ? { reference: step.reference } : {};
  switch (step.kind) {
    case 'recode':
    case 'classify':
      return { kind: 'category', levels: step.levels.map(({ name }) => name), ...said };
    case 'quantiles':
    case 'cut':
      return { kind: 'category', levels: step.levels, ...said };
    case 'derive': {
      if (step.value.tree.kind === 'variable') return before.get(step.value.tree.name) ?? { kind: 'unknown' };
      if (step.of !== 'category') return { kind: step.of === 'unknown' ? 'unknown' : 'number' };
      const levels = levelsOfChoice(step.value.tree, before);
      return { kind: 'category', ...(levels && { levels }) };
    }
    default:
      return { kind: 'number' };
  }
}

/** Columns that a step reads. */
export function stepReads(step: PlanStep): readonly string[] {
  switch (step.kind) {
    case 'keep':
    case 'drop':
      return columnsRead(step.where.tree);
    case 'complete':
      return step.columns;
    case 'derive':
      return columnsRead(step.value.tree);
    case 'classify':
      return step.levels.flatMap(({ where }) => (where ? columnsRead(where.tree) : []));
    case 'quantiles':
      return step.weights === undefined ? [step.of] : [step.of, step.weights];
    case 'recode':
    case 'cut':
    case 'answers':
      return [step.of];
    case 'pca':
      return step.of;
    case 'adoption':
      return [step.key];
    case 'first_treated':
      return [step.key, step.treated, step.time];
    case 'group_mean':
      return [step.of, step.by];
    case 'unknown':
      return [];
  }
}
