/** Models and summaries of a plan in Stata: native commands, factor notation, margins. */
import { effectWords } from '../effect-words.ts';
import {
  ABSORBED_CONSTANT,
  estimatorWords,
  hasAbsorbedConstant,
  hiddenFactors,
  reportedVariables,
  requiredColumns,
  untranslatedModel,
  vcovWords,
} from '../model-facts.ts';
import { comment, heading, type Remarks } from '../paper-lines.ts';
import type {
  MadeColumn,
  PlanColumns,
  PlanEffect,
  PlanEquation,
  PlanModel,
  PlanSummary,
  PlanSummaryRow,
  PlanTerm,
} from '../plan.ts';
import { stataCondition } from './expression.ts';
import { levelNumber, namesOver, stataName } from './names.ts';

/** Why a model has no do-file: what no language says, what Stata's commands do not take, columns that were not made. */
export function untranslated(model: PlanModel, columns: PlanColumns, absent: ReadonlySet<string>): string | undefined {
  const needs = model.equations.flatMap((equation) => [equation.outcome, ...requiredColumns(equation, model)]);
  const lacks = needs.find((name) => absent.has(name));
  return (
    untranslatedModel(model, columns) ??
    withoutCommand(model) ??
    (lacks === undefined ? undefined : `needs "${lacks}", which this do-file does not make`)
  );
}

export function modelLines(
  model: PlanModel,
  columns: PlanColumns,
  absent: ReadonlySet<string>,
  remarks: Remarks,
): readonly string[] {
  const { name, label, sample, equations } = model;
  const head = heading(`Model ${name}: ${label}`, '*');
  const place = `models.${name}`;
  const fault = untranslated(model, columns, absent);
  if (fault !== undefined) return [...head, ...remarks.say(place, fault)];
  return [
    ...head,
    `frame change ${frameOf(sample)}`,
    ...comment(vcovWords(model.vcov), '*'),
    ...vcovRemarks(model, place, remarks),
    ...equations.flatMap((equation) => [
      ...equationLines(model, equation, columns),
      ...effectsOf(model, equation, columns, remarks),
    ]),
    ...(hasAbsorbedConstant(model) ? remarks.say(`${place}.(Intercept)`, ABSORBED_CONSTANT) : []),
    ...(model.combined
      ? remarks.say(
          `${place}.combined`,
          'the product of both means and its joint covariance: see twopm (Belotti and others 2015) or suest and margins',
        )
      : []),
    ...model.effects.flatMap((effect) =>
      effect.kind === 'unknown' ? remarks.say(effect.place, `the effect "${effect.word}" has no translation yet`) : [],
    ),
  ];
}

/** What only Stata's commands do not take. */
function withoutCommand({ weights, equations }: PlanModel): string | undefined {
  const takes = ['ols', 'gamma', 'inverse_gaussian', 'gaussian', 'glm'];
  const refused = equations.find(({ estimator }) => estimator.kind === 'glm' && !takes.includes(estimator.word));
  return weights?.kind === 'analytic' && refused !== undefined
    ? `analytic weights, which Stata has for regress and glm only`
    : undefined;
}

export function frameOf(sample: string): string {
  return sample === 'all' ? 'as_read' : stataName(sample);
}

/** What of the covariance Stata has otherwise. */
export function vcovRemarks(model: PlanModel, place: string, remarks: Remarks): readonly string[] {
  const { why } = vcovOption(model);
  const ml = model.equations.some(({ estimator }) => estimator.kind === 'glm' && estimator.dispersion === 'ml');
  const weighted = model.weights?.kind === 'probability' && model.vcov.kind === 'model';
  return [
    ...(why === undefined ? [] : remarks.say(`${place}.vcov`, why)),
    ...(ml && model.vcov.kind === 'model'
      ? remarks.say(
          `${place}.dispersion`,
          "dispersion by maximum likelihood: glm takes Pearson's, and standard errors are in that proportion",
        )
      : []),
    ...(weighted ? remarks.say(`${place}.weights`, 'with pweight Stata always takes robust standard errors') : []),
  ];
}

/** vce() with the convention of the spec where Stata has it. */
function vcovOption(
  model: PlanModel,
  columns: PlanColumns = new Map(),
): { readonly option: string; readonly why?: string } {
  const { vcov, equations } = model;
  const several = equations.length > 1 && vcov.kind !== 'model';
  const joint =
    'n and G here are those of each equation, not of the whole model, so that small-sample factors differ slightly';
  const least = equations.every(({ estimator }) => estimator.kind === 'glm' && estimator.word === 'ols');
  const expected = vcov.kind !== 'unknown' && vcov.bread === 'expected' && !least;
  if (expected)
    return { option: '', why: 'the expected information as bread (glm has vce(eim) for its own covariance)' };
  switch (vcov.kind) {
    case 'model':
      return { option: '' };
    case 'robust': {
      if (vcov.leverage !== 0 && !least)
        return { option: ' vce(robust)', why: `only regress has vce(hc${vcov.leverage === 1 ? 3 : 2})` };
      if (vcov.leverage !== 0) return { option: ` vce(hc${vcov.leverage === 1 ? 3 : 2})` };
      const usual = least ? 'n/(n-k)' : 'n/(n-1)';
      if (vcov.factor !== usual)
        return { option: ' vce(robust)', why: `Stata multiplies by ${usual}; the spec says ${vcov.factor}` };
      return { option: ' vce(robust)', ...(several && { why: joint }) };
    }
    case 'cluster': {
      const usual = least ? 'G/(G-1) x (n-1)/(n-k)' : 'G/(G-1)';
      if (vcov.by.length > 1)
        return { option: '', why: 'two-way clusters (Stata 18: vce(cluster a b); before: user-written commands)' };
      const option = ` vce(cluster ${numbered(columns, vcov.by[0]!)})`;
      if (vcov.factor !== usual) return { option, why: `Stata multiplies by ${usual}; the spec says ${vcov.factor}` };
      return { option, ...(several && { why: joint }) };
    }
    case 'unknown':
      return { option: '' };
  }
}

/** The rows, the terms and the command of an equation; `inside`: a condition on rows besides. */
export function equationLines(
  model: PlanModel,
  equation: PlanEquation,
  columns: PlanColumns,
  inside?: string,
): readonly string[] {
  const vce = vcovOption(model, columns).option;
  const { name, label, outcome, positive, where } = equation;
  const names = namesOver(columns);
  const y = positive ? `any_${stataName(outcome)}`.slice(0, 32) : stataName(outcome);
  const conditions = where.map(({ tree }) => stataCondition(tree, columns, names));
  const category = columns.get(outcome)?.kind === 'category' && !positive;
  const reference = columns.get(outcome)?.reference;
  const made = positive
    ? [`capture drop ${y}`, `generate byte ${y} = ${stataName(outcome)} > 0 if !missing(${stataName(outcome)})`]
    : category
      ? [
          `capture drop is_${y}`,
          `generate byte is_${y} = ${y} != ${reference === undefined ? 1 : names.level(outcome, reference)} if !missing(${y})`,
        ]
      : [];
  const needed = requiredColumns(equation, model).map(stataName);
  const use = [
    ...(inside === undefined ? [] : [`(${inside})`]),
    ...conditions.map((one) => (conditions.length > 1 ? `(${one})` : one)),
    ...(needed.length > 0 ? [`!missing(${needed.join(', ')})`] : []),
  ];
  return [
    '',
    ...comment(`${name} (${label}): ${outcome}${positive ? ' > 0' : ''}, ${estimatorWords(equation)}`, '*'),
    ...equation.made.flatMap((one) => madeLines(one, use)),
    ...made,
    ...(use.length > 0 ? ['capture drop in_model', `generate byte in_model = ${use.join(' & ')}`] : []),
    `local terms ${equation.terms.map((term) => termCode(term, columns, equation)).join(' ')}`,
    ...command(model, equation, columns, category ? `is_${y}` : y, use.length > 0 ? ' if in_model' : '', vce),
  ];
}

function command(
  model: PlanModel,
  { estimator, intercept }: PlanEquation,
  columns: PlanColumns,
  y: string,
  where: string,
  vce: string,
): readonly string[] {
  const { weights } = model;
  const weight = weights
    ? ` [${{ probability: 'pweight', frequency: 'fweight', analytic: 'aweight' }[weights.kind]} = ${stataName(weights.column)}]`
    : '';
  const constant = intercept ? '' : ' noconstant';
  const line = (words: string, options: string): string => {
    const all = `${options}${constant}${vce}`.trim();
    return `${words} ${y} \`terms'${where}${weight}${all === '' ? '' : `, ${all}`}`;
  };
  if (estimator.kind === 'random_intercept') {
    const { link, group, points } = estimator;
    const id = numbered(columns, group);
    return [
      '* Stata scales the nodes by posterior mean and variance; with enough points this is the same integral',
      `quietly xtset ${id}`,
      line(`xt${link}`, `re intmethod(mvaghermite) intpoints(${points})`),
    ];
  }
  if (estimator.kind !== 'glm') return [];
  const { word, family, link, dispersion, separation } = estimator;
  if (word === 'ols') return [line('regress', '')];
  const binary: Readonly<Record<string, string>> = {
    probit: 'probit',
    logit: 'logit',
    cloglog: 'cloglog',
    poisson: 'poisson',
  };
  if (binary[word] !== undefined)
    return [line(binary[word], separation === 'keep' && word !== 'poisson' ? 'asis' : '')];
  if (word === 'fractional_logit') return [line('fracreg logit', '')];
  const families = {
    gaussian: 'gaussian',
    bernoulli: 'binomial',
    poisson: 'poisson',
    gamma: 'gamma',
    inverse_gaussian: 'igaussian',
  };
  // Pearson's chi-squared is what glm takes by itself; robust standard errors do not depend on it
  const scaled = model.vcov.kind === 'model';
  const scale = !scaled
    ? ''
    : dispersion === 'deviance'
      ? ' scale(dev)'
      : typeof dispersion === 'number'
        ? ` scale(${dispersion})`
        : '';
  return [line('glm', `family(${families[family]}) link(${link})${scale}`)];
}

function madeLines(made: MadeColumn, use: readonly string[]): readonly string[] {
  const [name, adopted, time] = [stataName(made.name), stataName(made.adopted), stataName(made.time)];
  const among = use.length > 0 ? ` if ${use.join(' & ')}` : '';
  if (made.kind === 'treated_post') {
    const lag = made.lag === 0 ? '' : ` + ${made.lag}`;
    return [
      `capture drop ${name}`,
      `generate byte ${name} = !missing(${adopted}) & ${time} >= ${adopted}${lag}`,
      ...(made.alwaysTreated === 'drop'
        ? [`quietly summarize ${time}${among}`, `quietly replace ${name} = . if ${adopted} <= r(min) - ${made.lag}`]
        : []),
    ];
  }
  const { window, left, right, reference, unit, offGrid } = made;
  const [low, high] = window;
  const end = (rule: string, limit: number): string =>
    ({ bin: String(limit), zero: String(reference), drop: '.' })[rule] ?? '.';
  const start =
    unit === 'years' && offGrid === 'calendar'
      ? [`generate double event_at = ${time} - ${adopted}`]
      : [
          '* cohorts between waves count from their first treated wave',
          `quietly levelsof ${time}${among}, local(waves)`,
          'generate double event_start = .',
          'foreach wave of local waves {',
          `    quietly replace event_start = \`wave' if missing(event_start) & ${adopted} <= \`wave'`,
          '}',
          ...(unit === 'waves'
            ? [
                `quietly egen long event_now = group(${time})`,
                'quietly egen long event_first = group(event_start)',
                'generate double event_at = event_now - event_first',
              ]
            : [`generate double event_at = ${time} - event_start`]),
        ];
  return [
    `foreach column in ${name} event_at event_start event_now event_first {`,
    "    capture drop `column'",
    '}',
    ...start,
    `quietly replace event_at = ${reference} if missing(${adopted})`,
    `quietly replace event_at = ${end(left, low)} if event_at < ${low}`,
    `quietly replace event_at = ${end(right, high)} if event_at > ${high} & !missing(event_at)`,
    ...(made.alwaysTreated === 'drop'
      ? [`quietly summarize ${time}${among}`, `quietly replace event_at = . if ${adopted} <= r(min)`]
      : []),
    `* factor notation takes no negative numbers: ${low} is 1, ${low + 1} is 2, ...`,
    `generate byte ${name} = event_at - ${low} + 1`,
  ];
}

function termCode(term: PlanTerm, columns: PlanColumns, equation: PlanEquation): string {
  switch (term.kind) {
    case 'power':
      return Array.from({ length: term.exponent }, () => `c.${stataName(term.of)}`).join('#');
    case 'interaction':
      return term.parts.map((part) => termCode(part, columns, equation)).join('#');
    case 'factor':
      return `i${base(columns, term.of, term.reference)}.${numbered(columns, term.of)}`;
    case 'variable': {
      const made = equation.made.find(({ name }) => name === term.of);
      if (made?.kind === 'event_time') return `ib${made.reference - made.window[0] + 1}.${stataName(term.of)}`;
      const kind = made ? 'number' : columns.get(term.of)?.kind;
      return kind === 'category'
        ? `i${base(columns, term.of, undefined)}.${numbered(columns, term.of)}`
        : `c.${stataName(term.of)}`;
    }
    case 'unknown':
      return '';
  }
}

/** Names of persons and places are texts; beside each stands its number. */
export function numbered(columns: PlanColumns, name: string): string {
  const column = columns.get(name);
  return stataName(column?.kind === 'category' && column.levels === undefined ? `n_${name}` : name);
}

function base(columns: PlanColumns, of: string, asked: string | undefined): string {
  const column = columns.get(of);
  const level = asked ?? column?.reference ?? column?.levels?.[0];
  const number = levelNumber(columns, of, level) ?? (asked === undefined ? undefined : Number(asked));
  return number === undefined ? '' : `b${number}`;
}

export function effectsOf(
  model: PlanModel,
  equation: PlanEquation,
  columns: PlanColumns,
  remarks: Remarks,
  at: readonly string[] = model.at,
): readonly string[] {
  return model.effects.flatMap((effect) => {
    if (effect.kind === 'unknown') return [];
    const here = [...at, equation.name, effect.name].join('.');
    return [...comment(effectWords(effect), '*'), ...effectLines(effect, model, equation, columns, here, remarks)];
  });
}

/** Options of predict for the expectations that are asked for by name; undefined where Stata has no such option. */
function predictOf({ name, estimator }: PlanEquation, of: readonly string[] | undefined): string | undefined {
  const random = estimator.kind === 'random_intercept';
  if (of === undefined) return random ? 'predict(pr)' : '';
  const options = new Map([[name, random ? 'predict(pr)' : '']]);
  if (random) options.set(`${name}.u0`, 'predict(pu0)').set(`${name}.xb`, 'predict(xb)');
  return of.length === 1 ? options.get(of[0]!) : undefined;
}

function effectLines(
  effect: Exclude<PlanEffect, { kind: 'unknown' }>,
  model: PlanModel,
  equation: PlanEquation,
  columns: PlanColumns,
  at: string,
  remarks: Remarks,
): readonly string[] {
  const predict = predictOf(equation, 'of' in effect ? effect.of : undefined);
  if (predict === undefined) {
    const named = ('of' in effect && effect.of) || [];
    const own = named.filter((one) => one === equation.name || one.startsWith(`${equation.name}.`));
    return own.length > 0 ? remarks.say(at, `expectations by name (${named.join(', ')})`) : [];
  }
  const keep = `save_estimates "${at}"`;
  switch (effect.kind) {
    case 'coefficients': {
      const hide = hiddenFactors(model);
      const said =
        hide.length > 0 ? [`* (those of ${hide.join(', ')} are fixed effects, which the program does not report)`] : [];
      if (effect.exponentiate)
        return [...said, ...remarks.say(at, 'exp of the coefficients: replay the command with eform (or)')];
      return [...said, keep];
    }
    case 'event_study':
      if (effect.relativeTo !== effect.reference)
        return remarks.say(at, `event times relative to ${effect.relativeTo}: lincom after the command`);
      return [`* the coefficients of ${stataName(effect.variable)} above; ${effect.reference} is zero`];
    case 'contrasts': {
      if (typeof effect.at === 'object') return remarks.say(at, 'contrasts at settings: margins, at()');
      if (effect.scale === 'coefficients')
        return remarks.say(at, `differences of coefficients: pwcompare ${stataName(effect.variable)}, effects`);
      if (effect.pairs !== 'all') {
        const operator = effect.pairs === 'reference' ? 'r' : 'ar';
        const options = [effect.at === 'means' ? 'atmeans' : '', predict].filter((one) => one !== '').join(' ');
        return [
          `margins ${operator}.${numbered(columns, effect.variable)}${options === '' ? '' : `, ${options}`}`,
          `save_margins "${at}"`,
        ];
      }
      const options = ['pwcompare', effect.at === 'means' ? 'atmeans' : '', predict].filter((one) => one !== '');
      return [
        `margins ${numbered(columns, effect.variable)}, ${options.join(' ')}`,
        'matrix b = r(b_vs)',
        'matrix V = r(V_vs)',
        `save_matrix "${at}" \`=r(N)'`,
      ];
    }
    case 'joint_test':
      return testLines(effect, model, equation, columns, at, remarks);
    case 'predictions': {
      if (typeof effect.at === 'object') return remarks.say(at, 'predictions at settings: margins, at()');
      const levels = effect.levelsOf.map((name) => ` ${numbered(columns, name)}`).join('');
      const options = [levels === '' ? '' : 'grand', effect.at === 'means' ? 'atmeans' : '', predict].filter(
        (one) => one !== '',
      );
      return [`margins${levels}${options.length === 0 ? '' : `, ${options.join(' ')}`}`, `save_margins "${at}"`];
    }
    case 'marginal_effects': {
      if (typeof effect.at === 'object') return remarks.say(at, 'marginal effects at settings: margins, at()');
      if (effect.binary === 'discrete')
        return remarks.say(at, 'changes from 0 to 1 of 0/1 numbers: write them with i. and use margins');
      const save = `save_margins "${at}"`;
      const names = (effect.variables ?? reportedVariables(model)).map((name) => numbered(columns, name)).join(' ');
      if (!effect.perColumn) {
        const options = [
          `dydx(${names})`,
          effect.at === 'means' ? 'atmeans' : '',
          effect.dummies === 'derivative' ? 'continuous' : '',
          predict,
        ];
        return [`margins, ${options.filter((one) => one !== '').join(' ')}`, save];
      }
      return [
        '* every column as a variable of its own: the command again, on columns without factor notation',
        "fvrevar `terms'",
        "local columns `r(varlist)'",
        'local again : subinstr local last_command "`terms\'" "`columns\'"',
        "quietly `again'",
        `margins, dydx(*)${effect.at === 'means' ? ' atmeans' : ''}${predict === '' ? '' : ` ${predict}`}`,
        save,
        "quietly `last_command'",
      ];
    }
  }
}

/** testparm takes columns by the names that Stata gives them; a test across equations needs one fit of both. */
function testLines(
  effect: Extract<PlanEffect, { kind: 'joint_test' }>,
  model: PlanModel,
  equation: PlanEquation,
  columns: PlanColumns,
  at: string,
  remarks: Remarks,
): readonly string[] {
  if (effect.across && model.equations.length > 1)
    return equation === model.equations[0] ? remarks.say(at, 'a test across equations: suest, then test') : [];
  const mains = new Map(
    equation.terms.flatMap((term) => ('of' in term ? [[term.of, termCode(term, columns, equation)]] : [])),
  );
  const asked = effect.terms.map((term) => mains.get(term));
  if (asked.includes(undefined))
    return remarks.say(at, `a test of columns by name (${effect.terms.join(', ')}): testparm`);
  const address = `${at.slice(0, at.length - effect.name.length)}tests.${effect.name}`;
  return [
    `testparm ${asked.join(' ')}`,
    `frame post results ("${address}.statistic") (cond(missing(r(F)), r(chi2), r(F))) (.) (e(N))`,
    `frame post results ("${address}.pValue") (r(p)) (.) (e(N))`,
  ];
}

export function summaryLines(
  summary: PlanSummary,
  columns: PlanColumns,
  absent: ReadonlySet<string>,
  remarks: Remarks,
): readonly string[] {
  const { name, label, sample, by, groups, weights } = summary;
  const rows = summary.rows.filter(({ variable }) => !absent.has(variable));
  const lacking = summary.rows.filter(({ variable }) => absent.has(variable));
  const names = namesOver(columns);
  const weight = weights === undefined ? '' : ` [fweight = ${stataName(weights)}]`;
  const conditions = by
    ? []
    : (groups ?? [{ name: 'total' }]).map((group) => ({
        name: group.name,
        where: 'where' in group && group.where ? ` if ${stataCondition(group.where.tree, columns, names)}` : '',
      }));
  const lines = rows.flatMap((row) => {
    const variable = stataName(row.variable);
    const means = row.statistic === 'mean_sd';
    const group = by ? numbered(columns, by.variable) : undefined;
    const cells = group
      ? [
          means
            ? `tabstat ${variable}${weight}, by(${group}) statistics(n mean sd)`
            : `tabulate ${variable} ${group}${weight}, column`,
        ]
      : conditions.flatMap(({ name: one, where }) => [
          `* ${one}`,
          means ? `summarize ${variable}${where}${weight}` : `tabulate ${variable}${where}${weight}`,
        ]);
    const interval =
      row.statistic === 'proportion'
        ? [
            `* the program's interval: ${row.interval?.method ?? 'wilson'}`,
            ...proportion(variable, group, row.interval),
          ]
        : row.interval
          ? [
              `${group === undefined ? '' : `bysort ${group}: `}ci means ${variable}${weight}, level(${100 * row.interval.level})`,
            ]
          : [];
    if (row.test === undefined) return [...cells, ...interval];
    const compared = group ?? 'compared';
    const test = {
      anova: `oneway ${variable} ${compared}`,
      t_pooled: `ttest ${variable}, by(${compared})`,
      t_welch: `ttest ${variable}, by(${compared}) welch`,
      chi_square: `tabulate ${variable} ${compared}, chi2`,
    };
    const said =
      row.test === 't_welch' ? ["* (the program uses Satterthwaite's degrees of freedom: ttest, unequal)"] : [];
    return [...cells, ...interval, ...said, test[row.test].replace(' welch', ' unequal')];
  });
  const compared = (groups ?? []).filter(({ where }) => where !== undefined);
  const needsGroups = !by && rows.some(({ test }) => test !== undefined);
  const one = rows.filter(({ level, test }) => level !== undefined && test !== undefined);
  return [
    ...heading(`Summary ${name}: ${label}`, '*'),
    `frame change ${frameOf(sample)}`,
    ...(needsGroups
      ? [
          'capture drop compared',
          'generate byte compared = .',
          ...compared.map(
            ({ where }, index) =>
              `quietly replace compared = ${index + 1} if ${stataCondition(where!.tree, columns, names)}`,
          ),
        ]
      : []),
    ...lines,
    ...lacking.flatMap(({ variable }) =>
      remarks.say(`summaries.${name}.${variable}`, 'a column that this do-file does not make'),
    ),
    ...one.flatMap(({ variable, level }) =>
      remarks.say(
        `summaries.${name}.${variable}=${level}`,
        'the test of one level against all others: tabulate an indicator of it',
      ),
    ),
  ];
}

function proportion(
  variable: string,
  group: string | undefined,
  interval: PlanSummaryRow['interval'],
): readonly string[] {
  const over = group === undefined ? '' : `bysort ${group}: `;
  return [
    `capture drop share_*`,
    `quietly tabulate ${variable}, generate(share_)`,
    `${over}ci proportions share_*, ${interval?.method === 'wald' ? 'wald' : 'wilson'} level(${100 * (interval?.level ?? 0.95)})`,
  ];
}
