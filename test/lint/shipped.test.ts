/** What the linter says of the papers and examples that come with the program: every finding is deserved, and all are here. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeLinter } from '../../src/lint/lint.ts';
import { checkAnalysis } from '../../src/pipeline/check-analysis.ts';
import { loadPaper } from '../../src/spec/load-paper.ts';
import { loadPublished } from '../../src/spec/load-published.ts';
import { loadSpec } from '../../src/spec/load-spec.ts';
import type { Analysis } from '../../src/spec/paper.ts';
import { placesOf } from './lint-text.ts';

const ROOT = join(import.meta.dirname, '../..');

async function lint(analysis: Analysis, data: string | undefined, published?: string): Promise<readonly string[]> {
  const linter = makeLinter(analysis, published === undefined ? undefined : loadPublished(join(ROOT, published)));
  if (data === undefined) return placesOf(linter.report());
  return placesOf(linter.report(await checkAnalysis(analysis, { path: join(ROOT, data) }, linter.observer)));
}

/** Five models of a policy of provinces: standard errors of single rows. */
const POLICY_MODELS = ['without_controls', 'benchmark', 'event_study', 'expanded', 'expanded_controls'];

const DID_SPEC = [
  ...POLICY_MODELS.flatMap((model) => [`L012-unclustered-group-policy models.${model}.vcov`]),
  // Table 5 compares coefficients of a random-intercept logit across its steps
  'L021-mediation-without-khb mediations.objective',
  'L021-mediation-without-khb mediations.subjective',
  // 500 draws, as the paper made them
  'L061-unattainable-level placebos.provinces.draws',
  // the mean of the region code 1 to 4 in Table 2
  'L005-nominal-averaged summaries.by_treatment.rows[17]',
];
const DID_DATA = [
  // four regions in place of 29 provinces
  ...POLICY_MODELS.map((model) => `L014-policy-without-effects models.${model}.fixed_effects`),
  // Beijing, Chongqing and Tianjin adopted before the first wave; Ningxia, Qinghai and Shanghai alone switch
  'L010-always-treated-undeclared term_sets.policy[0]',
  'L011-few-treated-clusters term_sets.policy[0]',
  'L011-few-treated-clusters models.event_study.terms[0]',
  // GDP per head of the province
  'L015-bad-control term_sets.controls[11]',
  'L015-bad-control term_sets.controls_2012[8]',
  // -1 is Ningxia in 2014, 1 is Ningxia in 2016, 4 is Tianjin in 2016; Beijing is +13 and later
  'L017-reference-period-thin models.event_study.terms[0]',
  'L018-event-time-of-one-unit models.event_study.terms[0]',
  'L019-treated-rows-outside-window models.event_study.terms[0]',
  // 7,719 against 6,310 in Table 3, 9,816 against 7,662 in Table 7
  'L024-columns-of-unequal-rows tables.table_3',
  'L024-columns-of-unequal-rows tables.table_7',
];

const TWO_PART_SPEC = [
  ...['benefits', 'benefits_ncms', 'benefits_urban', 'benefits_log_link'].map(
    (model) => `L040-gamma-on-log models.${model}.estimator.stacked.equations[1].outcome`,
  ),
  ...[
    'benefits',
    'benefits_ncms',
    'benefits_urban',
    'benefits_log_link',
    'benefits_least_squares',
    'share_fractional_logit',
  ].map((model) => `L052-derivative-of-dummies models.${model}.effects[0].marginal_effects.dummies`),
  // Table 4 sets two insurance groups side by side and tests nothing
  'L023-subgroups-without-test models.benefits_ncms',
];
/** 80 people of the urban schemes without reimbursement carry 25 coefficients. */
const TWO_PART_DATA = ['L041-few-rows-per-coefficient models.benefits_urban.outcome'];

describe('shipped specs', () => {
  it('the staggered policy', async () => {
    const analysis = loadPaper(join(ROOT, 'specs/pooling'));
    expect(await lint(analysis, undefined, 'specs/pooling/published.yaml')).toHaveLength(DID_SPEC.length);
    const found = await lint(analysis, 'sample-data/clds.csv', 'specs/pooling/published.yaml');
    expect([...found].sort()).toEqual([...DID_SPEC, ...DID_DATA].sort());
  });

  it('the two-part model', async () => {
    const analysis = loadPaper(join(ROOT, 'specs/reimb'));
    const found = await lint(analysis, 'sample-data/cmds2014.csv', 'specs/reimb/published.yaml');
    expect([...found].sort()).toEqual([...TWO_PART_SPEC, ...TWO_PART_DATA].sort());
    expect([...(await lint(analysis, undefined, 'specs/reimb/published.yaml'))].sort()).toEqual(
      [...TWO_PART_SPEC].sort(),
    );
  });

  it('the example of an own spec has nothing against it', async () => {
    const analysis = loadSpec(join(ROOT, 'docs/examples/visits.yaml'));
    expect(await lint(analysis, 'docs/examples/visits.csv')).toEqual([]);
  });

  it('settings are judged as they are, and a cell that no published table has is found', async () => {
    const folder = join(ROOT, 'specs/pooling');
    const settings = [
      ...POLICY_MODELS.map((model) => `models.${model}.vcov={ cluster: { by: province } }`),
      'tables.table_3.estimates.rows[1].published=agee',
      'tables.table_6.split.published=t66',
    ];
    const found = await lint(loadPaper(folder, { settings }), 'sample-data/clds.csv', 'specs/pooling/published.yaml');
    const rules = found.map((one) => one.split(' ')[0]);
    expect(rules).not.toContain('L012-unclustered-group-policy');
    expect(rules.filter((rule) => rule === 'L013-few-clusters')).toHaveLength(POLICY_MODELS.length);
    expect(found.filter((one) => one.startsWith('L075'))).toEqual([
      'L075-published-name-unknown tables.table_3.estimates.rows[1].published',
      'L075-published-name-unknown tables.table_6.split.published',
    ]);
  });

  it('names the line and column of the file', () => {
    const { findings } = makeLinter(loadPaper(join(ROOT, 'specs/pooling'))).report();
    const one = findings.find(({ path }) => path === 'placebos.provinces.draws')!;
    const line = readFileSync(join(ROOT, 'specs/pooling/models.yaml'), 'utf8').split('\n')[one.line! - 1]!;
    expect([one.file, line.slice(one.column! - 1)]).toEqual(['models.yaml', '500']);
  });
});
