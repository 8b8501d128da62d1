/** The data and the samples of a plan in Stata: one frame per sample. */
import { comment, heading, type Remarks } from '../paper-lines.ts';
import type { DataColumn, Plan, PlanColumns, PlanSample, PlanStep } from '../plan.ts';
import { kindOf } from '../plan-expression.ts';
import { stepReads } from '../plan-samples.ts';
import { quoted, stataCondition, stataValue } from './expression.ts';
import { namesOver, stataName } from './names.ts';

/** Reads the file as text and types its columns. */
export function dataLines({ columns, missing, delimiter }: Plan, remarks: Remarks): readonly string[] {
  const questions = columns.filter(({ kind }) => kind === 'answers').map(({ name }) => stataName(name));
  const others = columns.filter(({ kind }) => kind !== 'answers').map(({ name }) => stataName(name));
  const codes = missing.map(quoted).join(' ');
  const odd = columns.filter(({ name }) => stataName(name) !== name);
  return [
    ...heading('Data: codes become levels, codes for "no answer" become missing', '*'),
    `import delimited using \`"\`data'"', clear varnames(1) case(preserve) stringcols(_all) ///`,
    `    delimiters("${delimiter === '\t' ? '\\t' : delimiter}") bindquotes(strict) encoding("utf-8")`,
    ...odd.flatMap(({ name }) =>
      remarks.say(
        `codebook.columns.${name}`,
        `Stata calls this column otherwise: check that it is ${stataName(name)} after import`,
      ),
    ),
    `keep ${columns.map(({ name }) => stataName(name)).join(' ')}`,
    ...(others.length > 0 ? [`foreach column of varlist ${others.join(' ')} {`, ...cleaning(codes), '}'] : []),
    ...questions.flatMap((name) => [
      `generate byte ${stataName(`no_${name}`)} = 0`,
      ...(codes === ''
        ? []
        : [
            `foreach code in ${codes} {`,
            `    quietly replace ${stataName(`no_${name}`)} = 1 if strtrim(${name}) == \`"\`code'"'`,
            '}',
          ]),
    ]),
    ...columns.flatMap((column) => columnLines(column, missing)),
    "frame rename `c(frame)' as_read",
  ];
}

function cleaning(codes: string): readonly string[] {
  const trim = "    quietly replace `column' = strtrim(`column')";
  if (codes === '') return [trim];
  return [
    trim,
    `    foreach code in ${codes} {`,
    '        quietly replace `column\' = "" if `column\' == `"`code\'"\'',
    '    }',
  ];
}

function columnLines(column: DataColumn, all: readonly string[]): readonly string[] {
  const { kind, levels, missing, label } = column;
  const name = stataName(column.name);
  const own = missing.map((code) => `quietly replace ${name} = "" if ${name} == ${quoted(code)}`);
  const said = `label variable ${name} ${quoted(label.slice(0, 80))}`;
  if (kind === 'answers') return [];
  if (kind === 'number' || kind === 'unknown') {
    const numbers = [...all, ...missing]
      .filter((code) => code.trim() !== '' && Number.isFinite(Number(code)))
      .map(Number);
    const other =
      numbers.length > 0 ? [`quietly replace ${name} = . if inlist(${name}, ${[...new Set(numbers)].join(', ')})`] : [];
    return [
      ...own,
      `quietly destring ${name}, replace`,
      ...(kind === 'number' ? [`confirm numeric variable ${name}`, ...other] : []),
      said,
    ];
  }
  if (levels === undefined) {
    return [
      ...own,
      `quietly egen long ${stataName(`n_${column.name}`)} = group(${name})  // as a number, for xtset and i.`,
      said,
    ];
  }
  const codes = levels.flatMap((level, index) => level.codes.map((code) => ({ code, number: index + 1 })));
  return [
    ...own,
    `to_category ${name}, codes(${codes.map(({ code }) => quoted(code)).join(' ')}) levels(${codes.map(({ number }) => number).join(' ')})`,
    ...labelled(
      name,
      levels.map((level) => level.name),
    ),
    said,
  ];
}

/** Value labels carry the names of levels, so that "yes":works is the number of a level. */
function labelled(name: string, levels: readonly string[]): readonly string[] {
  const define = levels.map((level, index) => `${index + 1} ${quoted(level)}`).join(' ');
  return [`label define ${name} ${define}, replace`, `label values ${name} ${name}`];
}

export function sampleLines(sample: PlanSample, absent: Set<string>, remarks: Remarks): readonly string[] {
  const { name, label, from, steps } = sample;
  return [
    ...heading(`Sample ${name}: ${label}`, '*'),
    `frame copy ${from === undefined ? 'as_read' : stataName(from)} ${stataName(name)}, replace`,
    `frame change ${stataName(name)}`,
    ...steps.flatMap(({ step, before }) => {
      const place = `samples.${name}`;
      const lacks = stepReads(step).find((column) => absent.has(column));
      const own = 'name' in step ? `${place}.${step.name}` : place;
      const count = remarks.all.length;
      const lines =
        lacks === undefined
          ? stepLines(step, before, remarks, place)
          : remarks.say(own, `needs "${lacks}", which this do-file does not make`);
      if ('name' in step && remarks.all.length > count) absent.add(step.name);
      return lines;
    }),
    'count',
  ];
}

function stepLines(step: PlanStep, columns: PlanColumns, remarks: Remarks, place: string): readonly string[] {
  const names = namesOver(columns);
  switch (step.kind) {
    case 'keep':
    case 'drop':
      return [...comment(step.label, '*'), `${step.kind} if ${stataCondition(step.where.tree, columns, names)}`];
    case 'complete':
      return [...comment(step.label, '*'), `drop if missing(${step.columns.map(stataName).join(', ')})`];
    case 'unknown':
      return remarks.say(
        step.place,
        `the step "${step.word}" has no translation yet; the rows and columns after it differ`,
      );
    default: {
      const again = columns.has(step.name) ? [`capture drop ${stataName(step.name)}  // made anew`] : [];
      return [
        ...comment(`${step.name}: ${step.label}`, '*').filter(() => step.label !== step.name),
        ...again,
        ...madeLines(step, columns, remarks, place),
      ];
    }
  }
}

function madeLines(
  step: Extract<PlanStep, { name: string }>,
  columns: PlanColumns,
  remarks: Remarks,
  place: string,
): readonly string[] {
  const names = namesOver(columns);
  const name = stataName(step.name);
  switch (step.kind) {
    case 'derive': {
      const { tree } = step.value;
      if (kindOf(tree, columns) === 'category' && tree.kind !== 'variable') {
        return remarks.say(`${place}.${step.name}`, 'a category made by a choice between texts');
      }
      const copy = tree.kind === 'variable' && columns.get(tree.name)?.levels !== undefined;
      if (copy && tree.kind === 'variable')
        return [`clonevar ${name} = ${stataName(tree.name)}`, ...labelled(name, columns.get(tree.name)!.levels!)];
      return [`generate double ${name} = ${stataValue(tree, columns, names)}`];
    }
    case 'recode':
      return [
        `generate int ${name} = .`,
        ...step.levels.flatMap(({ from }, index) =>
          from.map(
            (level) =>
              `quietly replace ${name} = ${index + 1} if ${stataName(step.of)} == ${levelCode(step.of, level, columns)}`,
          ),
        ),
        ...(step.rest === 'refuse' ? [`assert !missing(${name}) | missing(${stataName(step.of)})`] : []),
        ...labelled(
          name,
          step.levels.map((level) => level.name),
        ),
      ];
    case 'classify': {
      const rules = step.levels.flatMap(({ where }, index) =>
        where ? [`quietly replace ${name} = ${index + 1} if ${stataCondition(where.tree, columns, names)}`] : [],
      );
      const rest = step.levels.findIndex(({ where }) => where === undefined);
      const none = step.levels.flatMap(({ where }) => {
        const not = where && { kind: 'not' as const, of: where.tree, column: 1 };
        return not ? [`(${stataCondition(not, columns, names)})`] : [];
      });
      return [
        `* where several hold, the ${step.overlap === 'last' ? 'last' : 'first'} wins: it is written last`,
        `generate int ${name} = .`,
        ...(rest < 0 ? [] : [`quietly replace ${name} = ${rest + 1} if ${none.join(' & ')}`]),
        ...(step.overlap === 'last' ? rules : rules.toReversed()),
        ...labelled(
          name,
          step.levels.map((level) => level.name),
        ),
      ];
    }
    case 'quantiles': {
      const weight = step.weights === undefined ? '' : ` [aweight = ${stataName(step.weights)}]`;
      return [
        `xtile ${name} = ${stataName(step.of)}${weight}, nquantiles(${step.levels.length})`,
        ...labelled(name, step.levels),
      ];
    }
    case 'cut': {
      const of = stataName(step.of);
      const sign = step.closed === 'left' ? '>=' : '>';
      const sum = step.at.map((limit) => `(${of} ${sign} ${limit})`).join(' + ');
      return [`generate byte ${name} = 1 + ${sum} if !missing(${of})`, ...labelled(name, step.levels)];
    }
    case 'pca':
      return pcaLines(step, name, remarks, place);
    case 'adoption':
      return [
        `generate double ${name} = .`,
        ...[...step.years].map(
          ([unit, year]) =>
            `quietly replace ${name} = ${year} if ${stataName(step.key)} == ${levelCode(step.key, unit, columns)}`,
        ),
      ];
    case 'first_treated':
      return [
        `bysort ${stataName(step.key)}: egen double ${name} = min(cond(${stataName(step.treated)} == 1, ${stataName(step.time)}, .))`,
      ];
    case 'group_mean':
      return [`bysort ${stataName(step.by)}: egen double ${name} = mean(${stataName(step.of)})`];
    case 'answers': {
      const of = stataName(step.of);
      const inside = `${quoted(step.separator)} + subinstr(${of}, " ", "", .) + ${quoted(step.separator)}`;
      const [yes, no] = step.rule === 'any_of' ? [1, 0] : [0, 1];
      return [
        `* ${step.rule}: ${step.names.join(', ')}`,
        `generate byte ${name} = ${no}`,
        `foreach code in ${step.codes.map(quoted).join(' ')} {`,
        `    quietly replace ${name} = ${yes} if strpos(${inside}, ${quoted(step.separator)} + \`"\`code'"' + ${quoted(step.separator)}) > 0`,
        '}',
        `quietly replace ${name} = . if ${stataName(`no_${of}`)} == 1`,
      ];
    }
  }
}

function levelCode(column: string, level: string, columns: PlanColumns): string {
  if (columns.get(column)?.kind === 'number') return String(Number(level));
  return namesOver(columns).level(column, level);
}

function pcaLines(
  step: Extract<PlanStep, { kind: 'pca' }>,
  name: string,
  remarks: Remarks,
  place: string,
): readonly string[] {
  if (step.components !== 'first' || step.scale === 'indicators') {
    return remarks.say(`${place}.${step.name}`, 'a composite of several components, or in units of the items');
  }
  const matrix = step.matrix === 'covariance' ? ' covariance' : '';
  const turn =
    step.sign === 'loadings_sum'
      ? 'mata: st_numscalar("turn", sum(st_matrix("e(L)")[., 1]) < 0 ? -1 : 1)'
      : 'mata: st_numscalar("turn", max(st_matrix("e(L)")[., 1]) < max(-st_matrix("e(L)")[., 1]) ? -1 : 1)';
  return [
    `pca ${step.of.map(stataName).join(' ')}, components(1)${matrix}`,
    `predict double ${name}, score`,
    '* the sign of a component is arbitrary: turned so that its loadings (or the largest of them) are positive',
    turn,
    `quietly replace ${name} = turn * ${name}`,
    ...(step.scale === 'standardised'
      ? [`quietly summarize ${name}`, `quietly replace ${name} = ${name} / r(sd)`]
      : []),
  ];
}
