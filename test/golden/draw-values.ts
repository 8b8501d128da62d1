/** Cases made of draws (placebos, randomisation inference, wild bootstraps): their specs, and our value for every number they expect. */
import { basename } from 'node:path';
import type { Results } from '../../src/results/results.ts';
import type { Case, CaseTerm, Leaf } from './case.ts';

interface Tests {
  readonly [term: string]: { readonly null_value: number };
}

/** What these cases say of their model besides the common keys. */
interface DrawnModel {
  readonly estimator: string;
  readonly outcome: string;
  readonly terms?: readonly CaseTerm[];
  readonly model?: string;
  readonly unit?: string;
  readonly time?: string;
  readonly treatment?: string;
  readonly draws?: string;
  readonly fixed_effects?: readonly string[];
  readonly cluster?: readonly string[];
  readonly level?: string;
  readonly levels?: readonly string[];
  readonly bootstrap?: { readonly weights: string; readonly enumerate: boolean; readonly draws?: number };
}

const modelOf = (golden: Case): DrawnModel => golden.model as unknown as DrawnModel;
const testsOf = (golden: Case): Tests => golden.expected.tests as Tests;

export function isDrawn(golden: Case): boolean {
  const { estimator, bootstrap } = modelOf(golden);
  return ['placebo', 'randomisation_inference'].includes(estimator) || bootstrap !== undefined;
}

export function drawnSpec(golden: Case): object {
  const { estimator, bootstrap } = modelOf(golden);
  const analysis =
    bootstrap !== undefined ? wildSpec(golden) : estimator === 'placebo' ? givenSpec(golden) : enumeratedSpec(golden);
  return { schema: 'spec/1', ...analysis };
}

function givenSpec(golden: Case): object {
  const { outcome, model = 'ols', unit, time, treatment, draws, fixed_effects, cluster } = modelOf(golden);
  const fitted = (absorbed_df: string) => ({
    estimator: model,
    outcome,
    terms: [treatment],
    fixed_effects,
    vcov: { cluster: { by: cluster, ...(model === 'ols' && { absorbed_df }) } },
  });
  const file = basename(draws!);
  return {
    models: { all_counted: fitted('all'), ...(model === 'ols' && { nested: fitted('nested') }) },
    placebos: {
      draws: {
        model: 'all_counted',
        unit,
        treatment: { column: treatment, time },
        scheme: { given: { file, unit, year: time } },
      },
    },
  };
}

function enumeratedSpec(golden: Case): object {
  const { outcome, level, levels, terms = [], cluster, treatment } = modelOf(golden);
  const placebo = { model: 'fit', scheme: 'permute_labels', enumerate: 'always' };
  if (level === undefined) {
    const [treated, reference] = levels!;
    return {
      codebook: {
        schema: 'codebook/1',
        open: true,
        columns: { [treatment!]: { kind: 'category', private: false, reference } },
      },
      samples: {
        two: {
          steps: [
            { keep: { where: `${treatment} in ['${treated}', '${reference}']` } },
            {
              recode: {
                treated: { of: treatment, levels: [reference, treated].map((name) => ({ name, from: [name] })) },
              },
            },
          ],
        },
      },
      models: { fit: { sample: 'two', estimator: 'ols', outcome, terms: ['treated'] } },
      placebos: { exact: { ...placebo, labels: 'treated', statistic: 'coefficient' } },
    };
  }
  return {
    samples: { all: { steps: [{ derive: { treated: `if(${level} <= 4, 1, 0)` } }] } },
    models: {
      fit: {
        sample: 'all',
        estimator: 'ols',
        outcome,
        terms: ['treated', ...terms.map((term) => term.var)],
        vcov: { cluster: { by: cluster } },
      },
    },
    placebos: { exact: { ...placebo, unit: level, labels: 'treated' } },
  };
}

function wildSpec(golden: Case): object {
  const { outcome, terms = [], cluster, bootstrap } = modelOf(golden);
  const { weights, enumerate, draws } = bootstrap!;
  const tests = testsOf(golden);
  const factors = terms.filter(({ type }) => type === 'factor');
  return {
    codebook: {
      schema: 'codebook/1',
      open: true,
      columns: Object.fromEntries(
        factors.map(({ var: name, levels, reference }) => [
          name,
          { kind: 'category', private: false, levels: levels!.map((code) => ({ code, name: code })), reference },
        ]),
      ),
    },
    samples: { rows: { steps: [{ complete: { columns: cluster } }] } },
    models: {
      fit: {
        sample: 'rows',
        estimator: 'ols',
        outcome,
        terms: terms.map((term) => term.var),
        vcov: { cluster: { by: cluster } },
        effects: [
          'coefficients',
          {
            wild_bootstrap: {
              terms: Object.keys(tests),
              by: cluster![0],
              weights,
              enumerate: enumerate ? 'always' : 'never',
              ...(draws !== undefined && { draws }),
              null_values: Object.fromEntries(
                Object.entries(tests).map(([term, { null_value }]) => [term, null_value]),
              ),
            },
          },
        ],
      },
    },
  };
}

type Values = Map<string, Leaf>;

export function drawnValues(golden: Case, results: Results): Values {
  const values: Values = new Map();
  if (modelOf(golden).bootstrap !== undefined) addWild(values, results);
  else if (modelOf(golden).estimator === 'placebo') addGiven(values, results);
  else addEnumerated(values, results);
  return values;
}

function addGiven(values: Values, results: Results): void {
  const { actual, draws, ...placebo } = results.placebos!.draws!;
  const nested = results.models.nested?.effects[0]?.estimates.find(({ term }) => term === placebo.term);
  if (nested !== undefined) values.set('actual/se_cluster_nested', nested.stdError);
  values.set('actual/coef', actual.estimate);
  values.set('actual/p', actual.pValue);
  values.set('draws', placebo.fitted);
  for (const kind of ['se_cluster', 'se_cluster_all_counted']) {
    values.set(`actual/${kind}`, actual.stdError);
    draws.stdError.forEach((value, r) => {
      values.set(`${kind}/${r}`, value);
    });
  }
  draws.estimate.forEach((value, r) => {
    values.set(`coef/${r}`, value);
    values.set(`p/${r}`, draws.pValue[r]!);
  });
  values.set('share_p_below_05', placebo.shareBelow05);
  values.set('share_p_above_actual', placebo.shareAboveActualP);
  values.set('mean_coef', placebo.mean);
  values.set('sd_coef', placebo.sd);
  values.set('randomisation_p', placebo.onEstimate.pValue);
}

function addEnumerated(values: Values, results: Results): void {
  const placebo = results.placebos!.exact!;
  const { onEstimate, onStatistic, actual } = placebo;
  values.set('n', results.models.fit!.equations[0]!.nobs);
  values.set('clusters', placebo.units);
  values.set('treated', placebo.treatedUnits!);
  values.set('assignments', placebo.fitted);
  values.set('statistic', actual.estimate);
  values.set('coefficient', actual.estimate);
  values.set('t_cluster_cr1', actual.statistic);
  values.set('p_two_sided', onEstimate.pValue);
  values.set('p_upper', onEstimate.pUpper);
  values.set('p_lower', onEstimate.pLower);
  values.set('p_coefficient', onEstimate.pValue);
  values.set('p_t', onStatistic.pValue);
  values.set('null_sd', placebo.sd);
  placebo.draws.estimate.forEach((value, r) => {
    values.set(`coefficients/${r}`, value);
  });
}

function addWild(values: Values, results: Results): void {
  const { equations, effects, vcov } = results.models.fit!;
  values.set('n', equations[0]!.nobs);
  values.set('clusters', vcov.clusters[0]!.groups);
  for (const one of effects.find(({ effect }) => effect === 'coefficients')!.estimates) {
    values.set(`coef/${one.term}`, one.estimate);
    values.set(`se/cluster_cr1/${one.term}`, one.stdError);
  }
  const { estimates, bootstrap } = effects.find(({ effect }) => effect === 'wild_bootstrap')!;
  for (const { term, nullValue, statistic, draws, restricted, unrestricted } of bootstrap!) {
    const { confLow, confHigh } = estimates.find((one) => one.term === term)!;
    const path = `tests/${term}`;
    values.set('draws', draws);
    values.set(`${path}/null_value`, nullValue);
    values.set(`${path}/t`, statistic);
    values.set(`${path}/p_restricted`, restricted.inclusive);
    values.set(`${path}/p_restricted_strict`, restricted.strict);
    values.set(`${path}/p_restricted_inclusive`, restricted.inclusive);
    values.set(`${path}/p_unrestricted_strict`, unrestricted!.strict);
    values.set(`${path}/p_unrestricted_inclusive`, unrestricted!.inclusive);
    values.set(`${path}/p_equal_tail_restricted`, restricted.equalTail);
    values.set(`${path}/ci95_restricted/0`, confLow);
    values.set(`${path}/ci95_restricted/1`, confHigh);
    values.set(`${path}/ci_lower`, confLow);
    values.set(`${path}/ci_upper`, confHigh);
  }
}
