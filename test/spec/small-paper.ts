/** A small paper, for tests of the loader: every kind of section once. */

export const SMALL_PAPER = {
  'paper.yaml': `schema: paper/1
id: doe2020
title: {en: A small paper, zh: 小论文}
citation: Doe J. A small paper. 2020.
doi: 10.1000/small
program: small
data:
  sample_data: data/small.csv
commands:
  main:
    summary: the main table
    exhibits: [table_2, figure_1]
    options:
      link:
        summary: link of the amount
        sets: models.amount.estimator.gamma.link
        type: choice
        values: [log, identity]
        adds: [table_1]
    variants:
      robust: [models.visit.vcov=robust, "models.amount.vcov={cluster: {by: village}}"]
      means: {summary: at the means, settings: [models.visit.effects.marginal_effects.at=means]}
`,
  'codebook.yaml': `schema: codebook/1
missing: [".", -8]
columns:
  person: {kind: id}
  village: {kind: id}
  weight: {kind: number}
  birth_year: {kind: number, unit: year}
  spending: {kind: number, label: {en: Spending, zh: 支出}, unit: yuan}
  female:
    kind: category
    levels: [{name: "no", code: 0}, {name: "yes", code: [1, 2]}]
    reference: "no"
`,
  'samples.yaml': `schema: samples/1
samples:
  adults:
    label: Adults
    steps:
      - derive: {age: {value: 2020 - birth_year, unit: years}, any: "if(spending > 0, 1, 0)"}
      - keep: {where: age >= 18, label: adults}
  women:
    from: adults
    steps:
      - keep: female == 'yes'
`,
  'models.yaml': `schema: models/1
term_sets:
  covariates: [age, {power: {of: age, exponent: 2}}, female]
models:
  visit:
    label: Any visit
    sample: adults
    estimator: probit
    outcome: any
    terms: [{set: covariates}]
    weights: {probability: weight}
    effects: [coefficients, {marginal_effects: {at: observations}}]
  amount:
    sample: women
    estimator: {gamma: {link: log}}
    outcome: spending
    terms: [age]
    where: spending > 0
    vcov: {cluster: {by: village}}
    conf_level: 0.9
summaries:
  overview:
    sample: adults
    by: female
    rows: [{mean_sd: {variable: age}}]
`,
  'tables.yaml': `schema: tables/1
tables:
  table_1: {number: 1, title: Overview, summary: {of: overview}}
  table_2:
    number: 2
    title: {en: Main results}
    estimates:
      columns:
        - {model: visit, effect: marginal_effects}
        - {model: amount}
`,
  'figures.yaml': `schema: figures/1
figures:
  figure_1: {number: 1, title: Ages, bars: {of: overview}}
`,
};

/** The small paper with texts replaced in its files: [file, found, replacement], each found once. */
export function changed(
  ...changes: readonly (readonly [keyof typeof SMALL_PAPER, string, string])[]
): Record<string, string> {
  const files: Record<string, string> = { ...SMALL_PAPER };
  for (const [file, found, replacement] of changes) {
    const parts = files[file]!.split(found);
    if (parts.length !== 2) throw new Error(`"${found}" occurs ${parts.length - 1} times in ${file}`);
    files[file] = parts.join(replacement);
  }
  return files;
}
