/** A golden case as a user's own spec: the YAML text that `run SPEC` would read. */
import { stringify } from 'yaml';
import type { Case, CaseModel, CaseTerm } from './case.ts';
import { eventColumns, eventEffects, eventSteps, eventTerms, panelCovariance, withVariants } from './panel-spec.ts';
import { quadratureModels } from './random-intercept.ts';

/** The models of a spec are named after the standard errors they carry: `fit_oim`, `fit_cluster_cr1`, ... */
export function modelName(kind: string): string {
  return `fit_${kind}`;
}

const TESTS: Record<string, string> = { anova_oneway: 'anova', chi2_test: 'chi_square', t_test: 't_welch' };

export function caseSpec(golden: Case): string {
  const { model } = golden;
  const test = TESTS[model.estimator];
  const analysis = test === undefined ? modelSection(golden) : summarySection(model, test);
  return stringify(
    { schema: 'spec/1', codebook: codebook(golden), samples: samples(model), ...analysis },
    { aliasDuplicateObjects: false },
  );
}

/** The kinds of standard error that a case expects anywhere. */
export function seKinds(golden: Case): string[] {
  const kinds = new Set<string>('hc2_hc3' in golden.expected ? ['hc2', 'hc3'] : []);
  const walk = (value: unknown) => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, part] of Object.entries(value)) {
      if (key === 'se' && typeof part === 'object' && part !== null)
        for (const kind of Object.keys(part)) kinds.add(kind);
      walk(part);
    }
  };
  walk(golden.expected);
  for (const special of ['wald_collgrad_tenure', 't_tenure']) {
    for (const kind of Object.keys((golden.expected[special] as object | undefined) ?? {})) {
      if (kind.startsWith('cluster')) kinds.add(kind);
    }
  }
  return kinds.size === 0 ? ['model'] : [...kinds];
}

/** Categories in the order in which a case lists them. */
function inOrder(levels: readonly string[]) {
  return { kind: 'category', private: false, levels: levels.map((level) => ({ code: level, name: level })) };
}

function codebook({ id, model, expected }: Case) {
  const columns: Record<string, unknown> = {};
  const declare = (term: CaseTerm) => {
    if (term.type === 'interaction') term.terms!.forEach(declare);
    if (term.type === 'factor' && term.var === 'physlm') columns[term.var] = { kind: 'number' };
    else if (term.type === 'factor') {
      const levels = term.levels!.map((level) => ({ code: level, name: level }));
      columns[term.var] = { kind: 'category', private: false, levels, reference: term.reference };
    }
  };
  model.terms?.forEach(declare);
  if (model.group !== undefined)
    columns[model.group] = model.levels === undefined ? { kind: 'text', private: false } : inOrder(model.levels);
  if (model.row !== undefined) columns[model.row] = inOrder(expected.rows as string[]);
  if (model.column !== undefined) columns[model.column] = inOrder(expected.columns as string[]);
  if (id.startsWith('nist-'))
    for (const name of model.estimator === 'ols' ? ['x', 'y'] : ['y']) columns[name] = { kind: 'number', exact: true };
  Object.assign(columns, eventColumns(model));
  return { schema: 'codebook/1', open: true, columns };
}

function samples(model: CaseModel) {
  const steps = (model.filter ?? []).map(({ var: name, op, value }) => ({
    keep: { where: condition(model, name, op, value) },
  }));
  // listwise deletion runs over everything a case names, the clusters of other standard errors too
  const complete = model.cluster === undefined ? [] : [{ complete: { columns: model.cluster } }];
  return {
    rows: { label: 'rows of the case', steps: [...steps, ...eventSteps(model), ...fractions(model), ...complete] },
  };
}

/** RAND data: the share of imputed answers between 0 and 1 belongs to neither indicator, so it counts as the reference. */
function fractions(model: CaseModel) {
  const imputed = model.terms?.some(({ type, var: name }) => type === 'factor' && name === 'physlm');
  return imputed ? [{ cut: { physlm: { of: 'physlm', at: [1], levels: ['0', '1'], reference: '0' } } }] : [];
}

function condition(model: CaseModel, name: string, op: string, value: unknown): string {
  if (op === 'not missing') return `${name} is not missing`;
  const isFactor = JSON.stringify(model.terms).includes(`"type":"factor","var":"${name}"`);
  const literal = (item: unknown) => (isFactor ? `'${item}'` : String(item));
  if (op === 'in' || op === 'not in') {
    const list = (value as unknown[]).map(literal).join(', ');
    return op === 'in' ? `${name} in [${list}]` : `not (${name} in [${list}])`;
  }
  return `${name} ${op} ${literal(value)}`;
}

function modelSection(golden: Case) {
  const { model } = golden;
  if (model.random_intercept !== undefined) return { models: randomIntercepts(golden) };
  const models = Object.fromEntries(
    seKinds(golden).map((kind) => [
      modelName(kind),
      {
        sample: 'rows',
        estimator: estimator(model),
        outcome: model.outcome,
        terms: [...(model.terms ?? []).map(term), ...eventTerms(model)],
        ...(model.fixed_effects && { fixed_effects: model.fixed_effects }),
        ...(model.intercept === false && { intercept: false }),
        ...(model.weights && { weights: { [model.weights.kind]: model.weights.var } }),
        vcov: covariance(model, kind),
        effects: effects(golden),
      },
    ]),
  );
  return { models: withVariants(golden, models) };
}

function randomIntercepts(golden: Case) {
  const { outcome, terms } = golden.model;
  const models = quadratureModels(golden).map(({ key, ...own }): [string, object] => [
    key,
    { sample: 'rows', outcome, terms: (terms ?? []).map(term), vcov: 'model', ...own },
  ]);
  return Object.fromEntries(models);
}

function estimator(model: CaseModel): unknown {
  switch (model.estimator) {
    case 'glm':
      return { [model.family!]: { link: model.link } };
    case 'ols':
      return model.fixed_effects === undefined ? 'ols' : { ols: { absorb: model.fixed_effects_as !== 'dummies' } };
    case 'event_study_twfe':
      return { ols: { absorb: true } };
    case 'event_study_logit':
      return 'logit';
    case 'two_part':
      return {
        two_part: {
          first: model.part1!.estimator,
          second: { [model.part2!.family]: { link: model.part2!.link } },
        },
      };
    default:
      return model.estimator;
  }
}

function term(asked: CaseTerm): unknown {
  switch (asked.type) {
    case 'power':
      return { power: { of: asked.var, exponent: asked.power } };
    case 'interaction':
      return { interaction: asked.terms!.map(term) };
    default:
      return asked.var;
  }
}

function effects(golden: Case): unknown[] {
  const { id, expected, model } = golden;
  const asked: unknown[] = ['coefficients'];
  if (model.window !== undefined) return [...asked, ...eventEffects(golden)];
  if ('ame' in expected || 'after_dropping' in expected || 'part1' in expected) asked.push('marginal_effects');
  if ('mean_prediction' in expected) asked.push('predictions');
  if (id === 'nlsw-ols-twoway') asked.push({ joint_test: { terms: ['collgrad', 'tenure'] } });
  if ('contrast_other_minus_white' in expected) asked.push({ contrasts: { variable: 'race', pairs: 'all' } });
  return asked;
}

function covariance(model: CaseModel, kind: string): unknown {
  const panel = panelCovariance(model, kind);
  if (panel !== undefined) return panel;
  const [first, second] = model.cluster ?? [];
  const leastSquares = model.estimator === 'ols' || model.estimator === 'event_study_twfe';
  const cluster = (options: object, by: unknown = first) => ({ cluster: { by, ...options } });
  const twoWay = (two_way: string) => cluster({ two_way, factor: leastSquares ? 'cr1' : 'g' }, [first, second]);
  const kinds: Record<string, () => unknown> = {
    model: () => 'model',
    classical: () => 'model',
    oim: () => ({ model: { information: 'observed' } }),
    eim: () => ({ model: { information: 'expected' } }),
    hc0: () => 'hc0',
    hc1: () => 'hc1',
    hc2: () => ({ hc2: { leverage_one: 'omit' } }),
    hc3: () => ({ hc3: { leverage_one: 'omit' } }),
    hc0_oim: () => ({ robust: { factor: 'none' } }),
    robust: () => 'robust',
    robust_eim: () => ({ robust: { bread: 'expected' } }),
    cluster: () => cluster({}),
    cluster_eim: () => cluster({ bread: 'expected' }),
    cluster_cr1_eim: () => cluster({ bread: 'expected', factor: 'cr1' }),
    cluster_cr0: () => cluster({ factor: 'none' }),
    cluster_g: () => cluster({ factor: 'g' }),
    cluster_cr1: () => cluster({ factor: 'cr1' }),
    cluster_cr1_year: () => cluster({ factor: 'cr1' }, 'year'),
    cluster2_each: () => twoWay('each'),
    cluster2_min: () => twoWay('min'),
    cluster_cr2: () => ({ cr2: { by: first } }),
    cluster_cv3: () => ({ cv3: { by: first } }),
    cluster_cv3_jackknife: () => ({ cv3_jackknife: { by: first } }),
  };
  const build = kinds[kind];
  if (build === undefined) throw new Error(`no covariance for the standard errors "${kind}"`);
  return build();
}

function summarySection(model: CaseModel, test: string) {
  const chi = test === 'chi_square';
  const row = chi
    ? { n_percent: { variable: model.row, test } }
    : { mean_sd: { variable: model.outcome, test, ...(model.outcome === 'extra' && { pairs: 'id' }) } };
  const weights = model.weights?.var;
  return {
    summaries: {
      test: { sample: 'rows', by: chi ? model.column : model.group, rows: [row], ...(weights && { weights }) },
    },
  };
}
