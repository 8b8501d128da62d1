/** What every language needs to know of a model beside its plan: variables, references, conventions in words. */
import { variablesOfTerm } from './make-plan.ts';
import type { PlanColumns, PlanEquation, PlanModel, PlanTerm, PlanVcov } from './plan.ts';

/** Variables whose marginal effects are reported: those of the terms, fixed effects left out, in the order of the terms. */
export function reportedVariables({ equations }: PlanModel): readonly string[] {
  const terms = equations.flatMap((equation) => equation.terms).filter((term) => !isFixedEffect(term));
  return [...new Set(terms.flatMap(variablesOfTerm))];
}

function isFixedEffect(term: PlanTerm): boolean {
  return term.kind === 'factor' && term.fixedEffect;
}

/** Columns that hold fixed effects and nothing that is reported. */
export function hiddenFactors(model: PlanModel): readonly string[] {
  const shown = new Set(reportedVariables(model));
  const effects = model.equations.flatMap(({ terms }) => terms.filter(isFixedEffect).flatMap(variablesOfTerm));
  return [...new Set(effects)].filter((name) => !shown.has(name));
}

/** The level that a factor leaves out: of the term, else of the codebook or step that made it. */
function referenceOf(term: PlanTerm, columns: PlanColumns): string | undefined {
  if (term.kind === 'factor' && term.reference !== undefined) return term.reference;
  return 'of' in term ? columns.get(term.of)?.reference : undefined;
}

/** Every simple term of an equation, those inside products too. */
function simpleTerms({ terms }: PlanEquation): readonly Exclude<PlanTerm, { kind: 'interaction' }>[] {
  const within = (term: PlanTerm): Exclude<PlanTerm, { kind: 'interaction' }>[] =>
    term.kind === 'interaction' ? term.parts.flatMap(within) : [term];
  return terms.flatMap(within);
}

/** Columns that must be known in the rows of an equation, beside its outcome and condition. */
export function requiredColumns(equation: PlanEquation, model: PlanModel): readonly string[] {
  const made = new Set(equation.made.map(({ name }) => name));
  const clusters = model.vcov.kind === 'cluster' ? model.vcov.by : [];
  const names = [
    ...equation.terms.flatMap(variablesOfTerm).filter((name) => !made.has(name)),
    ...equation.made.map(({ time }) => time),
    ...clusters,
    ...(equation.requires ?? []),
  ];
  return [...new Set(names)];
}

/** Numeric columns that an equation uses as factors. */
export function numbersAsFactors(equation: PlanEquation, columns: PlanColumns): readonly string[] {
  const terms = simpleTerms(equation);
  const factors = terms.flatMap((term) => (term.kind === 'factor' ? [term.of] : []));
  return [...new Set(factors)].filter((name) => columns.get(name)?.kind !== 'category');
}

/** A column that one equation uses as a number and as a factor: no script says that yet. */
function usedBothWays(equation: PlanEquation, columns: PlanColumns): string | undefined {
  const factors = numbersAsFactors(equation, columns);
  return simpleTerms(equation)
    .filter((term) => term.kind === 'variable' || term.kind === 'power')
    .map((term) => ('of' in term ? term.of : ''))
    .find((name) => factors.includes(name));
}

/** The level that each factor of an equation leaves out, where the spec names one. */
export function baseLevels(equation: PlanEquation, columns: PlanColumns): ReadonlyMap<string, string> {
  const named = simpleTerms(equation).flatMap((term): [string, string][] => {
    const reference = referenceOf(term, columns);
    return reference === undefined || !('of' in term) ? [] : [[term.of, reference]];
  });
  const events = equation.made.flatMap((made): [string, string][] =>
    made.kind === 'event_time' ? [[made.name, String(made.reference)]] : [],
  );
  return new Map([...named, ...events]);
}

/** The columns that an equation uses as factors; levels where they are declared, else how the program orders them. */
export function factorColumns(
  equation: PlanEquation,
  columns: PlanColumns,
): readonly { readonly name: string; readonly levels?: readonly string[]; readonly ordered: boolean }[] {
  const terms = simpleTerms(equation).flatMap((term) =>
    term.kind === 'factor' || term.kind === 'variable' ? [term] : [],
  );
  const names = terms.flatMap((term) => {
    const made = equation.made.find(({ name }) => name === term.of);
    const kind = made ? (made.kind === 'event_time' ? 'category' : 'number') : columns.get(term.of)?.kind;
    return term.kind === 'factor' || kind === 'category' ? [term.of] : [];
  });
  return [...new Set(names)].map((name) => {
    const event = equation.made.find((made) => made.name === name);
    if (event?.kind === 'event_time') {
      const [low, high] = event.window;
      return { name, ordered: true, levels: Array.from({ length: high - low + 1 }, (_, at) => String(low + at)) };
    }
    const column = columns.get(name);
    return { name, ...(column?.levels && { levels: column.levels }), ordered: column?.ordered !== false };
  });
}

/** Why a model has no translation, or undefined. */
export function untranslatedModel({ equations, vcov, weights }: PlanModel, columns: PlanColumns): string | undefined {
  const random = equations.filter(({ estimator }) => estimator.kind === 'random_intercept');
  for (const equation of equations) {
    const { estimator } = equation;
    if (estimator.kind === 'unknown') return `the estimator "${estimator.word}" has no translation yet`;
    const term = simpleTerms(equation).find(({ kind }) => kind === 'unknown');
    if (term?.kind === 'unknown') return `the term "${term.word}" has no translation yet`;
    const both = usedBothWays(equation, columns);
    if (both !== undefined) return `"${both}" is a number and a factor in one equation`;
  }
  if (random.length > 0 && equations.length > 1) return 'a random intercept among several equations';
  if (random.length > 0 && weights !== undefined) return 'a random intercept with weights';
  if (vcov.kind === 'unknown') return `the covariance "${vcov.word}" has no translation yet`;
  if (random.length > 0 && vcov.kind === 'robust') return `the covariance "${vcov.word}" after a random intercept`;
  if (random.length > 0 && vcov.kind === 'cluster' && vcov.by.length > 1)
    return 'two-way clusters after a random intercept';
  return undefined;
}

/** Whether the constant of a model is that of absorbed fixed effects, which indicators do not give. */
export function hasAbsorbedConstant({ equations }: PlanModel): boolean {
  return equations.some(
    ({ estimator, terms }) => estimator.kind === 'glm' && estimator.absorbed && terms.some(isFixedEffect),
  );
}

export const ABSORBED_CONSTANT =
  'the constant: here it belongs to the base levels of the indicators, in the program to the mean of the absorbed effects';

const LINK_WORDS = {
  identity: 'identity link',
  log: 'log link',
  logit: 'logit link',
  probit: 'probit link',
  cloglog: 'complementary log-log link',
} as const;

const DISPERSION_WORDS: Readonly<Record<string, string>> = {
  pearson: 'dispersion: Pearson chi-squared over n - k',
  deviance: 'dispersion: deviance over n - k',
  ml: 'dispersion by maximum likelihood',
  residual: 'error variance: residual sum of squares over n - k',
};

export function estimatorWords({ estimator }: PlanEquation): string {
  if (estimator.kind === 'unknown') return estimator.word;
  if (estimator.kind === 'random_intercept') {
    const { link, group, points } = estimator;
    return `${link} with a normal random intercept per ${group}, adaptive Gauss-Hermite quadrature with ${points} points`;
  }
  const { family, link, dispersion, word } = estimator;
  if (word === 'ols') return `least squares; ${DISPERSION_WORDS.residual}`;
  const scale = typeof dispersion === 'number' ? `dispersion ${dispersion}` : DISPERSION_WORDS[dispersion];
  const name = family
    .replace('_', ' ')
    .replace('bernoulli', 'Bernoulli')
    .replace('inverse gaussian', 'inverse Gaussian');
  return `${name} family, ${LINK_WORDS[link]}${scale === undefined ? '' : `; ${scale}`}`;
}

/** Covariance formula and small-sample factor, as a sentence. */
export function vcovWords(vcov: PlanVcov): string {
  const { kind } = vcov;
  if (kind === 'unknown') return vcov.word;
  const bread = `inverse ${vcov.bread} information`;
  if (kind === 'model') return `Standard errors: ${bread} times dispersion (no small-sample factor).`;
  const factor = vcov.factor === 'none' ? 'no small-sample factor' : `small-sample factor ${vcov.factor}`;
  if (kind === 'cluster') {
    const two =
      vcov.by.length === 2 ? `, G of ${vcov.twoWay === 'min' ? 'the variable with fewer clusters' : 'each part'}` : '';
    return `Standard errors: clustered by ${vcov.by.join(' and ')}, bread ${bread}, ${factor}${two}.`;
  }
  const divided =
    vcov.leverage === 0
      ? ''
      : `, residuals over ${vcov.leverage === 1 ? '(1 - leverage)' : 'the root of (1 - leverage)'}`;
  return `Standard errors: robust (${vcov.word}), bread ${bread}${divided}, ${factor}.`;
}
