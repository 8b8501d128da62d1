/** Models as they were written -> equations, covariance and effects with every default written out. */

import type {
  Family,
  Link,
  MadeColumn,
  PlanAt,
  PlanEffect,
  PlanEquation,
  PlanEstimator,
  PlanModel,
  PlanTerm,
  PlanTests,
  PlanVcov,
} from './plan.ts';
import { conditionOf } from './plan-expression.ts';
import { choiceIn, labelOf, list, mapping, optionalText, textOf, texts, type Written } from './written.ts';

/** A model; parts that no script says come back as `unknown`. */
export function planModel(name: string, entry: Written, at: readonly string[] = ['models', name]): PlanModel {
  const { word, options } = choiceIn(entry.estimator);
  const parts = (PARTS[word] ?? single)(entry, mapping(options));
  const weights = entry.weights === undefined ? undefined : choiceIn(entry.weights);
  const equations = parts.equations.map((part) => equationOf(entry, part));
  const vcov = planVcov(entry.vcov, equations);
  return {
    at,
    name,
    label: labelOf(entry.label, name),
    sample: optionalText(entry.sample) ?? 'all',
    equations,
    ...(parts.combined && { combined: parts.combined }),
    ...(weights && { weights: { kind: weights.word as 'probability', column: textOf(weights.options) } }),
    vcov,
    tests: planTests(entry.vcov, equations),
    effects: (entry.effects === undefined ? ['coefficients'] : list(entry.effects)).map((effect, index) =>
      planEffect(effect, `models.${name}.effects[${index}]`, equations),
    ),
  };
}

interface Part {
  readonly name: string;
  readonly label: string;
  readonly estimator: unknown;
  readonly changes: Written;
  /** the outcome counts as 1 above zero */
  readonly positive: boolean;
  /** only rows where the outcome is above zero */
  readonly whereAbove?: true;
}

interface Parts {
  readonly equations: readonly Part[];
  readonly combined?: readonly [number, number];
}

const single = (entry: Written): Parts => ({
  equations: [
    {
      name: textOf(entry.outcome),
      label: labelOf(entry.label, textOf(entry.outcome)),
      estimator: entry.estimator,
      changes: {},
      positive: false,
    },
  ],
});

/** Estimators that are several equations. */
const PARTS: Readonly<Record<string, (entry: Written, options: Written) => Parts>> = {
  two_part(_, options) {
    const [one, two] = [mapping(options.first_part), mapping(options.second_part)];
    return {
      equations: [
        {
          name: optionalText(one.name) ?? 'participation',
          label: labelOf(one.label, 'whether there is any'),
          estimator: options.first,
          changes: one,
          positive: one.outcome === undefined,
        },
        {
          name: optionalText(two.name) ?? 'amount',
          label: labelOf(two.label, 'how much where there is any'),
          estimator: options.second,
          changes: two,
          positive: false,
          whereAbove: true,
        },
      ],
      ...(options.combined !== false && { combined: [0, 1] as const }),
    };
  },
  stacked(_, options) {
    const equations = list(options.equations).map(mapping);
    const names = equations.map(({ name }) => textOf(name));
    const pair =
      options.combined === undefined ? undefined : texts(options.combined).map((name) => names.indexOf(name));
    return {
      equations: equations.map((equation) => ({
        name: textOf(equation.name),
        label: labelOf(equation.label, textOf(equation.name)),
        estimator: equation.estimator,
        changes: equation,
        positive: false,
      })),
      ...(pair && { combined: [pair[0]!, pair[1]!] as const }),
    };
  },
};

function equationOf(model: Written, part: Part): PlanEquation {
  const { changes } = part;
  const outcome = textOf(changes.outcome ?? model.outcome);
  const written = list(changes.terms ?? model.terms);
  const effects = list(model.fixed_effects).map(
    (of): PlanTerm => ({ kind: 'factor', of: textOf(of), fixedEffect: true }),
  );
  const above = /^[\p{L}_][\p{L}\p{N}_]*$/u.test(outcome) ? outcome : `\`${outcome}\``;
  const where = [model.where, changes.where, part.whereAbove && `${above} > 0`].filter(
    (text) => text !== undefined && text !== false,
  );
  const terms = written.map(termOf);
  return {
    name: part.name,
    label: part.label,
    estimator: planEstimator(part.estimator),
    outcome,
    positive: part.positive,
    where: where.map(conditionOf),
    intercept: model.intercept !== false,
    made: terms.flatMap(({ made }) => made),
    // fixed effects come first, so that what is constant within them is left out, and not one of them
    terms: [...effects, ...terms.map(({ term }) => term)],
  };
}

function termOf(value: unknown): { readonly term: PlanTerm; readonly made: readonly MadeColumn[] } {
  if (typeof value !== 'object') return { term: { kind: 'variable', of: textOf(value) }, made: [] };
  const { word, options } = choiceIn(value);
  const entry = mapping(options);
  switch (word) {
    case 'factor':
      return {
        term: { kind: 'factor', of: textOf(entry.of ?? options), fixedEffect: false, ...reference(entry) },
        made: [],
      };
    case 'power':
      return { term: { kind: 'power', of: textOf(entry.of), exponent: Number(entry.exponent) }, made: [] };
    case 'interaction': {
      const parts = list(options).map(termOf);
      return {
        term: { kind: 'interaction', parts: parts.map(({ term }) => term) },
        made: parts.flatMap(({ made }) => made),
      };
    }
    case 'treated_post':
    case 'event_time': {
      const made = madeColumn(word, entry);
      return { term: { kind: 'variable', of: made.name }, made: [made] };
    }
    default:
      return { term: { kind: 'unknown', word }, made: [] };
  }
}

function reference(entry: Written): { readonly reference?: string } {
  return entry.reference === undefined ? {} : { reference: textOf(entry.reference) };
}

function madeColumn(kind: 'treated_post' | 'event_time', entry: Written): MadeColumn {
  const name = optionalText(entry.name) ?? kind;
  const [adopted, time] = [textOf(entry.adopted), textOf(entry.time)];
  const alwaysTreated = entry.always_treated === 'drop' ? 'drop' : 'keep';
  if (kind === 'treated_post') return { kind, name, adopted, time, lag: Number(entry.lag ?? 0), alwaysTreated };
  const window =
    typeof entry.window === 'string' ? entry.window.split('..').map(Number) : list(entry.window).map(Number);
  const ends = typeof entry.ends === 'string' ? { left: entry.ends, right: entry.ends } : mapping(entry.ends);
  return {
    kind,
    name,
    adopted,
    time,
    window: [window[0]!, window[1]!],
    left: ends.left as 'bin',
    right: ends.right as 'bin',
    reference: Number(entry.reference),
    unit: entry.unit === 'waves' ? 'waves' : 'years',
    alwaysTreated,
    offGrid: entry.off_grid === 'first_treated_wave' ? 'first_treated_wave' : 'calendar',
  };
}

const LINKS: Readonly<Record<string, readonly [Family, Link]>> = {
  ols: ['gaussian', 'identity'],
  probit: ['bernoulli', 'probit'],
  logit: ['bernoulli', 'logit'],
  cloglog: ['bernoulli', 'cloglog'],
  fractional_logit: ['bernoulli', 'logit'],
  poisson: ['poisson', 'log'],
  gamma: ['gamma', 'log'],
  inverse_gaussian: ['inverse_gaussian', 'log'],
  gaussian: ['gaussian', 'identity'],
};

export function planEstimator(value: unknown): PlanEstimator {
  const { word, options } = choiceIn(value);
  const entry = mapping(options);
  if (word === 'logit_re' || word === 'probit_re') {
    const points = entry.method === 'laplace' ? 1 : Number(entry.points ?? 12);
    return {
      kind: 'random_intercept',
      word,
      link: word === 'logit_re' ? 'logit' : 'probit',
      group: textOf(entry.group),
      points,
    };
  }
  const [family, link] = word === 'glm' ? [entry.family as Family, entry.link as Link] : (LINKS[word] ?? []);
  if (family === undefined || link === undefined || entry.retransform !== undefined || entry.singletons === 'drop') {
    const why =
      entry.retransform === undefined
        ? entry.singletons === 'drop'
          ? ' with singletons: drop'
          : ''
        : ' with retransform';
    return { kind: 'unknown', word: `${word}${why}` };
  }
  const dispersed = family !== 'bernoulli' && family !== 'poisson';
  return {
    kind: 'glm',
    word,
    family,
    link: (entry.link as Link | undefined) ?? link,
    dispersion:
      word === 'ols' ? 'residual' : dispersed ? ((entry.dispersion as 'pearson' | undefined) ?? 'pearson') : 'one',
    separation: (entry.separation as 'drop' | undefined) ?? 'drop',
    absorbed: entry.absorb === true,
  };
}

const isLeastSquares = (equations: readonly PlanEquation[]): boolean =>
  equations.every(({ estimator }) => estimator.kind === 'glm' && estimator.word === 'ols');

/** Least squares tests by t and F unless told otherwise; what is maximum likelihood by the normal distribution. */
function planTests(value: unknown, equations: readonly PlanEquation[]): PlanTests {
  const { word, options } = value === undefined ? { word: 'model', options: {} } : choiceIn(value);
  const { distribution, preset } = mapping(options);
  const asked = distribution ?? (isLeastSquares(equations) ? 't' : 'normal');
  if (asked !== 't') return 'normal';
  return word === 'cluster' && preset !== 'sandwich' ? 'clusters' : 'residual';
}

export function planVcov(value: unknown, equations: readonly PlanEquation[]): PlanVcov {
  const { word, options } = value === undefined ? { word: 'model', options: {} } : choiceIn(value);
  const entry = mapping(options);
  const preset = optionalText(entry.preset) ?? (word.startsWith('hc') ? 'sandwich' : 'stata');
  const byPreset = preset === 'sandwich' || preset === 'fixest' ? 'expected' : 'observed';
  const effect = equations.some(({ estimator }) => estimator.kind === 'random_intercept');
  const bread = effect ? 'observed' : ((entry.information ?? entry.bread ?? byPreset) as 'observed');
  const least = isLeastSquares(equations);
  if (word === 'model') return { kind: 'model', bread };
  if (word === 'robust' || /^hc[0-3]$/.test(word)) {
    const group = equations.map(({ estimator }) => estimator).find(({ kind }) => kind === 'random_intercept');
    if (word === 'robust' && group?.kind === 'random_intercept') {
      // rows of a group have one score
      const factor = entry.factor === 'none' || preset === 'none' ? 'none' : 'G/(G-1)';
      return { kind: 'cluster', by: [group.group], bread, factor, twoWay: 'min' };
    }
    if (entry.leverage_one === 'omit') return { kind: 'unknown', word: `${word} with leverage_one: omit` };
    const words = { none: 'none', n: 'n/(n-1)', hc1: 'n/(n-k)' } as const;
    const preferred = preset === 'stata' ? (least ? 'hc1' : 'n') : preset === 'fixest' ? 'hc1' : 'none';
    const chosen =
      word === 'robust' ? ((entry.factor as 'n' | undefined) ?? preferred) : word === 'hc1' ? 'hc1' : 'none';
    return {
      kind: 'robust',
      word,
      bread,
      factor: words[chosen],
      leverage: word === 'hc2' ? 0.5 : word === 'hc3' ? 1 : 0,
    };
  }
  if (word !== 'cluster') return { kind: 'unknown', word };
  if (entry.repair === 'clip' || entry.absorbed_df === 'nested') {
    return {
      kind: 'unknown',
      word: `cluster with ${entry.repair === 'clip' ? 'repair: clip' : 'absorbed_df: nested'}`,
    };
  }
  if (effect && (entry.factor === 'cr1' || (entry.factor === undefined && preset === 'fixest')))
    return { kind: 'unknown', word: 'cluster with (n-1)/(n-k) after a random intercept' };
  const words = { none: 'none', g: 'G/(G-1)', cr1: 'G/(G-1) x (n-1)/(n-k)' } as const;
  const preferred = preset === 'none' ? 'none' : preset === 'fixest' || least ? 'cr1' : 'g';
  return {
    kind: 'cluster',
    by: texts(entry.by),
    bread,
    factor: words[(entry.factor as 'g' | undefined) ?? preferred],
    twoWay: (entry.two_way as 'each' | undefined) ?? (preset === 'sandwich' ? 'each' : 'min'),
  };
}

function planEffect(value: unknown, place: string, equations: readonly PlanEquation[]): PlanEffect {
  const { word, options } = choiceIn(value);
  const entry = mapping(options);
  const name = optionalText(entry.name) ?? word;
  const named = {
    ...(entry.variables !== undefined && { variables: texts(entry.variables) }),
    ...(entry.of !== undefined && { of: texts(entry.of) }),
  };
  const perColumn = entry.per_column === true;
  const at = (entry.at ?? (perColumn ? 'means' : 'observations')) as PlanAt;
  switch (word) {
    case 'coefficients':
      return {
        kind: word,
        name,
        exponentiate: entry.exponentiate === true,
        fixedEffects: entry.fixed_effects === true,
      };
    case 'marginal_effects':
      return {
        kind: word,
        name,
        at,
        dummies: entry.dummies === 'derivative' ? 'derivative' : 'discrete',
        binary: entry.binary === 'discrete' ? 'discrete' : 'derivative',
        perColumn,
        decompose: entry.decompose === true,
        ...named,
      };
    case 'predictions':
      return { kind: word, name, at, levelsOf: entry.levels_of === undefined ? [] : texts(entry.levels_of), ...named };
    case 'event_study': {
      const made = equations
        .flatMap((equation) => equation.made)
        .find((one) => one.kind === 'event_time' && (entry.term === undefined || one.name === entry.term));
      if (made?.kind !== 'event_time') return { kind: 'unknown', word, place };
      const { window, reference: base } = made;
      const relativeTo = (entry.relative_to as number | 'pre_average' | undefined) ?? base;
      return { kind: word, name, variable: made.name, window, reference: base, relativeTo };
    }
    case 'contrasts':
      return {
        kind: word,
        name,
        variable: textOf(entry.variable),
        pairs: (entry.pairs as 'all' | undefined) ?? 'reference',
        scale: entry.scale === 'coefficients' ? 'coefficients' : 'margins',
        at,
        ...(entry.of !== undefined && { of: texts(entry.of) }),
      };
    case 'joint_test': {
      const terms = texts(entry.terms);
      const called = optionalText(entry.name) ?? `joint_test(${terms.join(', ')})`;
      return { kind: word, name: called, terms, across: entry.across === true };
    }
    default:
      return { kind: 'unknown', word, place };
  }
}
