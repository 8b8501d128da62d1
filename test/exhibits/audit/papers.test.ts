/**
 * The two shipped files beside a close reading of both papers: every finding of that reading which rests on arithmetic
 * alone comes out, with its numbers, and nothing else is accused.
 */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { AuditFinding, AuditResult } from '../../../src/results/audit.ts';
import { loadAudit } from '../../../src/spec/load-audit.ts';

const SPECS = join(import.meta.dirname, '../../../specs');
const auditOf = (paper: string): AuditResult => loadAudit(join(SPECS, paper, 'published.yaml')).result;
const brief = ({ check, cells }: AuditFinding) => `${check} ${cells[0]}`;
const listed = ({ findings }: AuditResult, verdict: AuditFinding['verdict']) =>
  findings.filter((finding) => finding.verdict === verdict).map(brief);
const linesOf = ({ arithmetic, details = [] }: AuditFinding) => [arithmetic, ...details].map(({ en }) => en).join('\n');

/** What the close reading says; check and cell of the finding; its verdict; what its arithmetic must show. */
type Expected = readonly [string, string, AuditFinding['verdict'], RegExp];

function expectAll(result: AuditResult, list: readonly Expected[]) {
  it.each(list)('%s: %s is %s', (_, where, verdict, arithmetic) => {
    const [check, cell] = where.split(' ') as [string, string];
    const found = result.findings.filter((one) => one.check === check && one.cells.includes(cell));
    expect(found.map((one) => `${one.verdict}: ${linesOf(one)}`)).toContainEqual(
      expect.stringMatching(new RegExp(`^${verdict}: [\\s\\S]*${arithmetic.source}`)),
    );
  });
}

describe('the first paper', () => {
  const result = auditOf('reimb');

  it('is accused of this and of nothing else', () => {
    expect(listed(result, 'impossible')).toEqual([
      'count_sums t1.rural_hukou.ncms',
      'pooled_moments t2.total_expenditure.across_counties',
      'bases fig1.return_to_hometown',
    ]);
    expect(listed(result, 'inconsistent')).toEqual([
      'pooled_moments t1.total_expenditure.ncms',
      'pooled_moments t1.reimbursement_amount.ncms',
      'pooled_moments t1.reimbursement_ratio.ncms',
      'pooled_moments t2.reimbursement_amount.across_counties',
      'pooled_moments t2.reimbursement_ratio.across_counties',
      'recomputed_p t2.total_expenditure.p_value',
      'claims t3.across_cities.ratio',
      'claims t4.urban_across_cities.ratio',
      'claims t2.reimbursement_ratio.across_provinces',
      'claims t4.ncms_across_provinces.reimbursed',
      'claims t2.reimbursement_amount.p_value',
      'claims t3.income_q2.amount',
      'claims t3.secondary_hospital.ratio',
    ]);
    expect(listed(result, 'borderline')).toEqual([
      'stars t3.urban_area.reimbursed',
      'stars t4.ncms_across_cities.ratio',
      'subsets t1.reimbursed.ncms',
      'subsets t1.reimbursed.ncms',
      'subsets t2.reimbursed_percent.across_counties',
      ...['uebmi_prob', 'uebmi_amount', 'uebmi_ratio', 'city_prob', 'prov_prob', 'city_amount', 'prov_amount'].map(
        (fact) => `facts f_${fact}`,
      ),
      'facts f_urban_area_prob',
      'facts f_ncms_gap',
      'facts f_ratio_gap',
      'quantities t1.reimbursement_amount.total',
    ]);
    expect(listed(result, 'unverifiable')).toEqual([
      'stars t3.age_squared.reimbursed',
      'stars t3.age_squared.amount',
      'stars t3.age_squared.ratio',
      'facts f_urban_gap',
    ]);
  });

  expectAll(result, [
    ['2.1 borderline, right', 'stars t3.urban_area.reimbursed', 'borderline', /z 1\.92 to 2\.02, p 0\.0438 to 0\.0545/],
    [
      '2.1 borderline, right',
      'stars t4.ncms_across_cities.ratio',
      'borderline',
      /z 1\.85 to 1\.98, p 0\.0480 to 0\.0642/,
    ],
    [
      '2.1 just outside',
      'stars t4.urban_across_provinces.reimbursed',
      'consistent',
      /z 1\.91 to 1\.96, p 0\.0502 to 0\.056/,
    ],
    ['2.1 right', 'stars t3.income_q2.amount', 'consistent', /z 2\.63 to 2\.66/],
    ['2.1 right', 'stars t3.tertiary_hospital.ratio', 'consistent', /z 2\.62 to 2\.74/],
    ['2.1 no z', 'stars t3.age_squared.amount', 'unverifiable', /prints as zero/],
    [
      '2.2 rural hukou',
      'count_sums t1.rural_hukou.total',
      'impossible',
      /777 \+ 267 = 1044.*1023, 21 too many.*ncms 756 or t1\.urban 246/,
    ],
    ['2.2 age adds up', 'pooled_moments t1.age.total', 'consistent', /37\.65/],
    ['2.2 income adds up', 'pooled_moments t1.income_per_capita.total', 'consistent', /2256\.43/],
    [
      '2.2 amount on 663 rows',
      'pooled_moments t1.reimbursement_amount.ncms',
      'inconsistent',
      /5435\.08 .*the only sizes that do: 391 \+ 272 = 663/,
    ],
    ['2.2 ratio on the same', 'pooled_moments t1.reimbursement_ratio.ncms', 'inconsistent', /391 \+ 272 = 663/],
    [
      '2.2 with 470 and 308',
      'subsets t1.reimbursement_amount.total',
      'borderline',
      /470 \+ 308 recipients would give mean 5492\.93/,
    ],
    [
      '2.2 split by scope',
      'pooled_moments t2.reimbursement_amount.across_cities',
      'inconsistent',
      /the only sizes that do: 214 \+ 199 \+ 250 = 663/,
    ],
    ['2.2 amount p', 'recomputed_p t2.reimbursement_amount.p_value', 'consistent', /p 0\.0563 with 214, 199, 250 rows/],
    [
      '2.2 ratio by scope',
      'pooled_moments t2.reimbursement_ratio.across_cities',
      'inconsistent',
      /46\.77 to 46\.78 \(19\.91/,
    ],
    [
      '2.2 ratio p',
      'recomputed_p t2.reimbursement_ratio.p_value',
      'consistent',
      /printed p 0\.195.*with 214, 199, 250 rows/,
    ],
    ['2.2 recipients by scope', 'count_sums t1.reimbursed.total', 'consistent', /470 \+ 308 = 778/],
    ['2.2 0/100 SDs', 'scales t2.reimbursed_percent.across_counties', 'consistent', /printed 38\.69/],
    [
      '2.2 chi-squared',
      'recomputed_p t2.reimbursed_percent.p_value',
      'consistent',
      /242, 234, 302, chi-squared 56\.5, p 5e-13/,
    ],
    [
      '2.2 missing by scope',
      'subsets t2.reimbursement_amount.across_cities',
      'borderline',
      /28 of 242 \(11\.6 percent\), 35 of 234 \(15\.0 percent\), 52 of 302 \(17\.2 percent\), chi-squared p 0\.18/,
    ],
    [
      '2.2 missing by insurance',
      'subsets t1.reimbursement_amount.ncms',
      'borderline',
      /79 of 470 \(16\.8 percent\), 36 of 308 \(11\.7 percent\), chi-squared p 0\.049/,
    ],
    ['1.11 rows lost', 'subsets t3.amount', 'borderline', /= 778, the model has 663: 115 lost/],
    [
      '2.2 expenditure',
      'pooled_moments t1.total_expenditure.ncms',
      'inconsistent',
      /10366\.49 \(17547\.59 .*772 \+ 384 = 1156/,
    ],
    ['2.2 and its t test', 'recomputed_p f_exp_p', 'consistent', /p 0\.6435 with 772, 384 rows/],
    ['2.3 t2 against t1', 'pooled_moments t2.total_expenditure.across_cities', 'impossible', /12635\.67 .*21330\.72/],
    [
      '2.3 as recipients',
      'pooled_moments t2.total_expenditure.across_cities',
      'impossible',
      /214 \+ 199 \+ 250 .*mean 12489, SD 21065; the other 502 would have mean 756\d/,
    ],
    ['2.3 ratio of means', 'quantities t2.reimbursement_amount.across_counties', 'consistent', /42\.6 percent/],
    ['2.3 ratio of means', 'quantities t2.reimbursement_amount.across_cities', 'consistent', /46\.4 percent/],
    ['2.3 ratio of means', 'quantities t2.reimbursement_amount.across_provinces', 'consistent', /43\.0 percent/],
    ['2.3 expenditure p, N 1165', 'recomputed_p t2.total_expenditure.p_value', 'inconsistent', /0\.354.*0\.0512/],
    ['2.3 expenditure p, 778', 'recomputed_p t2.total_expenditure.p_value', 'inconsistent', /0\.0992.*242, 234, 302/],
    ['2.3 expenditure p, 663', 'recomputed_p t2.total_expenditure.p_value', 'inconsistent', /0\.1327.*214, 199, 250/],
    ['2.3 expenditure p, 387', 'recomputed_p t2.total_expenditure.p_value', 'inconsistent', /0\.525\d.*54, 101, 232/],
    ['2.3 47 percent', 'quantities f_ratio_abs', 'borderline', /44\.1 percent/],
    [
      '2.4 lower ratio, all',
      'claims t3.across_provinces.ratio',
      'inconsistent',
      /-0\.019 \(p 0\.317\), -0\.032 \(p 0\.092\)/,
    ],
    ['2.4 lower ratio, urban', 'claims t4.urban_across_cities.ratio', 'inconsistent', /0\.073 \(p 0\.027\)/],
    [
      '2.4 lowest ratio',
      'claims t2.reimbursement_ratio.across_provinces',
      'inconsistent',
      /47\.72 beside 44\.75, 47\.76/,
    ],
    [
      '2.4 insurance groups, cities',
      'subgroup_differences t4.urban_across_cities.ratio',
      'consistent',
      /-0\.117 \(SE 0\.040\), p 0\.004/,
    ],
    [
      '2.4 insurance groups, provinces',
      'subgroup_differences t4.urban_across_provinces.ratio',
      'consistent',
      /-0\.094 \(SE 0\.041\), p 0\.02/,
    ],
    ['2.4 same links', 'claims t4.ncms_across_provinces.reimbursed', 'inconsistent', /-0\.215 \(SE 0\.078\), p 0\.006/],
    ['2.4 larger amounts', 'claims t2.reimbursement_amount.p_value', 'inconsistent', /p 0\.056/],
    ['2.4 income', 'claims t3.income_q4.amount', 'inconsistent', /0\.014 \(p 0\.920\), 0\.179/],
    [
      '2.4 facility',
      'claims t3.secondary_hospital.ratio',
      'inconsistent',
      /-0\.046 \(p 0\.151\), -0\.083 \(p 0\.007\)/,
    ],
    ['2.4 up to 22 percent', 'facts f_hometown_all', 'consistent', /22\.07 to 22\.11/],
    [
      '2.4 figure 1',
      'bases fig1.policy_coverage',
      'impossible',
      /66\.5% is no count, 16\.7% is no count, 10\.6% = 41.*\n.*227, 245, 263, 4\d\d.*\n502.*334, 84, 53; .*28\.7 percent of 1165/,
    ],
    ['2.4 dollars', 'quantities f_exp_usd', 'consistent', /6\.751 to 6\.755/],
    ['2.4 rounding only', 'facts f_duration', 'consistent', /87\.38/],
    ['2.4 rounding only', 'facts f_hospital', 'consistent', /80\.51/],
    ['2.5 points', 'facts f_uebmi_prob', 'borderline', /percentage points/],
    ['2.5 points', 'facts f_uebmi_ratio', 'borderline', /percentage points/],
    ['2.5 points', 'facts f_urban_area_prob', 'borderline', /percentage points/],
    ['2.5 points, relative', 'facts f_city_prob', 'borderline', /on 81\.76 that is -18\.0 percent/],
    ['2.5 points, relative', 'facts f_prov_prob', 'borderline', /on 81\.76 that is -31\.8 percent/],
    ['2.5 points, relative', 'facts f_ncms_gap', 'borderline', /33\.6 percent/],
    ['2.5 points, relative', 'facts f_ratio_gap', 'borderline', /21\.3 percent/],
    ['2.5 about 10', 'facts f_urban_gap', 'unverifiable', /no cell prints it/],
    ['2.5 log points', 'facts f_city_amount', 'borderline', /39\.7 percent/],
    ['2.5 log points', 'facts f_prov_amount', 'borderline', /31\.3 percent/],
    ['2.5 log points', 'facts f_uebmi_amount', 'borderline', /53\.4 percent/],
    ['2.6 means 18 percent apart', 'quantities t3.uebmi.amount', 'consistent', /1\.180; at most 1\.53/],
    ['2.6 raw difference 0.179', 'quantities t1.reimbursement_ratio.urban', 'consistent', /0\.179/],
    ['2.6 t4 weighted', 'precision t4.ncms_across_cities.reimbursed', 'consistent', /-0\.137 \(SE 0\.039/],
    ['2.6 t4 weighted', 'precision t4.ncms_across_provinces.reimbursed', 'consistent', /-0\.251/],
    ['2.6 t4 weighted', 'precision t4.ncms_across_cities.amount', 'consistent', /0\.383/],
    ['2.6 t4 weighted', 'precision t4.ncms_across_provinces.amount', 'consistent', /0\.283/],
    ['2.6 t4 weighted', 'precision t4.ncms_across_cities.ratio', 'consistent', /-0\.006/],
    ['2.6 t4 weighted', 'precision t4.ncms_across_provinces.ratio', 'consistent', /-0\.022/],
  ]);

  it('has 90 estimates with right stars but for rounding, and no percentage or set of categories in doubt', () => {
    const stars = result.findings.filter(({ check }) => check === 'stars');
    expect(stars).toHaveLength(90);
    expect(stars.filter(({ verdict }) => verdict === 'consistent')).toHaveLength(85);
    for (const [check, count] of [
      ['percentages', 77],
      ['categories', 17],
      ['scales', 6],
      ['precision', 6],
    ] as const) {
      const found = result.findings.filter((finding) => finding.check === check);
      expect(found).toHaveLength(count);
      expect(found.filter(({ verdict }) => verdict !== 'consistent').map(brief)).toEqual([]);
    }
  });
});

/** Numbers of the second paper's text that are points or log points and are called percent. */
const POINTS = [
  ['f_me_abs', '9\\.6%'],
  ['f_me1', '9\\.8%'],
  ['f_me2', '9\\.6%'],
  ['f_srh_diff', '7\\.3%'],
  ['f_marr_diff', '8\\.0%'],
  ['f_hukou_diff', '15%'],
  ['f_smoke_diff', '6\\.6%'],
  ['f_exer_diff', '10\\.4%'],
  ['f_age_me', '0\\.9%'],
  ['f_male_me', '5\\.1%'],
  ['f_edu_me', '2\\.9%'],
  ['f_inc_me', '0\\.8%'],
  ['f_status_me', '3\\.7%'],
  ['f_exer_me', '4\\.0%'],
  ['f_me_obj', '8\\.5%'],
  ['f_obj_me', '6\\.8%'],
  ['f_me_subj', '8\\.3%'],
  ['f_subj_me', '6\\.6%'],
  ['f_hi_inc', '9%'],
  ['f_old', '9%'],
  ['f_new', '11\\.6%'],
  ['f_hi_edu', '13%'],
  ['f_me_2012', '8\\.4%'],
] as const;
const OTHER_WORDS = [
  ['f_happy_diff', '9\\.9%.*scale points'],
  ['f_trust_diff', '7\\.6%.*scale points'],
  ['f_edu_diff', '35\\.1%.*scale points'],
  ['f_sib_diff', '49\\.3%.*siblings'],
  ['f_obj', '16\\.5%.*index points'],
  ['f_subj', '20\\.6%.*index points'],
  ['f_inc_diff', '52\\.4%.*68\\.9 percent'],
  ['f_gdp_diff', '33\\.8%.*40\\.2 percent'],
  ['f_region_diff', '38%.*code points'],
] as const;

describe('the second paper', () => {
  const result = auditOf('pooling');

  it('is accused of this and of nothing else', () => {
    expect(listed(result, 'impossible')).toEqual(['count_sums t6.old_generation']);
    expect(listed(result, 'inconsistent')).toEqual([
      'stars t7.policy.c1_beta',
      'effect_ratios t3.c1_beta',
      'effect_ratios t3.c2_beta',
      'effect_ratios t5.c0_beta',
      'effect_ratios t5.c1_beta',
      'effect_ratios t5.c2_beta',
      'effect_ratios t7.c1_beta',
      'effect_ratios t7.c2_beta',
      'same_models t3.policy.c2_me',
      'duplicates t6.high_income',
      'facts f_hi_inc_abs',
      'facts f_newgen_abs',
      'claims t6.policy.low_income',
      'claims t6.policy.new_generation',
      'claims t6.policy.low_education',
      'claims t2.neighbour_help.difference',
    ]);
    const words = [...POINTS, ...OTHER_WORDS].map(([fact]) => `facts ${fact}`);
    expect(listed(result, 'borderline').filter((one) => !words.includes(one))).toEqual([
      'stars t3.exercise.c2_me',
      'stars t5.policy.c0_me',
      'effect_ratios t7.policy.c1_beta',
      'precision t6.policy.old_generation',
      'event_times t1.urrbmi_ningxia.year',
      'event_times t1.urrbmi_ningxia.year',
      'event_times t1.urrbmi_ningxia.year',
      'event_times t1.urrbmi_hainan.year',
      'facts f_hi_edu_abs',
      'quantities t2.treated',
      'quantities f_event',
      'quantities f_placebo_reps',
    ]);
    expect(listed(result, 'borderline').filter((one) => words.includes(one))).toHaveLength(words.length);
    expect(listed(result, 'unverifiable')).toEqual([]);
  });

  expectAll(result, [
    [
      '3.1 star error',
      'stars t7.policy.c1_beta',
      'inconsistent',
      /0\.650\*\* \(0\.211\): z 3\.07 to 3\.09, p 0\.0020 to 0\.0021.*rule: \*\*\*/,
    ],
    ['3.1 borderline', 'stars t5.policy.c0_me', 'borderline', /z 2\.55 to 2\.64, p 0\.0082 to 0\.0109/],
    ['3.1 borderline', 'stars t3.exercise.c2_me', 'borderline', /z 2\.55 to 2\.79, p 0\.0052 to 0\.0108/],
    ['3.1 right', 'stars t6.policy.new_generation', 'consistent', /z 1\.91 to 1\.96, p 0\.0502 to 0\.056/],
    ['3.1 right', 'stars t3.policy.c2_beta', 'consistent', /z 2\.51 to 2\.53, p 0\.0115 to 0\.0119/],
    ['3.1 p of the text', 'facts f_placebo_p', 'consistent', /p 0\.0115 to 0\.0119/],
    ['3.1 happiness', 'differences t2.happiness.difference', 'consistent', /t 1\.7\d.*p 0\.07/],
    ['3.1 smoking', 'differences t2.smoke.difference', 'consistent', /p 0\.02/],
    ['3.1 drinking', 'differences t2.drink.difference', 'consistent', /p 0\.1/],
    ['3.1 neighbours', 'differences t2.neighbour_help.difference', 'consistent', /p 0\.1/],
    [
      '3.2 283 treated',
      'size_search t2.treated',
      'consistent',
      /282 to 284 with the SD; all 15 means are whole sums for 283 \(of the others .*286: 6/,
    ],
    ['3.2 1409 rows', 'quantities t3.c1_beta', 'consistent', /1409/],
    ['3.2 182 in the west', 'quantities t2.region.treated', 'consistent', /the whole number 182/],
    ['3.2 and the SD', 'quantities t2.region.treated', 'consistent', /0\.9599; as 0\.9595 to 0\.9605/],
    ['3.2 GDP of the west', 'quantities t2.log_gdp_pc.treated', 'consistent', /west.*10\.9/],
    ['3.2 GDP of the east', 'quantities t2.log_gdp_pc.treated', 'consistent', /east.*11\.7/],
    ['3.2 income groups', 'count_sums t6.low_income', 'consistent', /1264 \+ 5046 = 6310/],
    ['3.2 education groups', 'count_sums t6.low_education', 'consistent', /1828 \+ 4482 = 6310/],
    ['3.2 generations', 'count_sums t6.old_generation', 'impossible', /5046 \+ 2370 = 7416.*6310.*3940/],
    ['3.2 copied column', 'duplicates t6.old_generation', 'inconsistent', /0\.09, 0\.041, 5046/],
    ['3.2 precision', 'precision t6.policy.low_income', 'consistent', /SE 0\.0375 to 0\.0383/],
    ['3.2 precision', 'precision t6.policy.low_education', 'consistent', /SE 0\.0374 to 0\.0382/],
    [
      '3.2 precision',
      'precision t6.policy.old_generation',
      'borderline',
      /SE 0\.0335 to 0\.0342.*\n.*old_generation near 0\.083 \(0\.049\), p 0\.09/,
    ],
    ['3.2 rows of 2012', 'quantities t7.c1_beta', 'consistent', /2097/],
    ['3.2 with controls', 'quantities t7.c2_beta', 'consistent', /1352/],
    ['3.2 treated rows of 2012', 'quantities t7.policy.c1_beta', 'consistent', /16 to 22/],
    ['3.3 one model twice', 'same_models t5.policy.c0_me', 'inconsistent', /\(0\.038\) and .*\(0\.037\); .*0\.0381/],
    [
      '3.3 two marks',
      'effect_ratios t7.policy.c1_beta',
      'borderline',
      /\*\* \(0\.211\) z 3\.08, 0\.095\*\*\* \(0\.031\) z 3\.06/,
    ],
    ['3.3 channels', 'claims t2.fairness.difference', 'inconsistent', /0\.103, 0\.036/],
    [
      '3.4 t3 (1)',
      'effect_ratios t3.c1_beta',
      'inconsistent',
      /0\.1446 to 0\.1463.*at most 0\.240.*\n.*2\.00 to 2\.04/,
    ],
    ['3.4 t3 (2)', 'effect_ratios t3.c2_beta', 'inconsistent', /0\.1461 to 0\.1473 in 13 rows.*\n.*1\.98 to 2\.01/],
    ['3.4 t5 (1)', 'effect_ratios t5.c1_beta', 'inconsistent', /0\.1433 to 0\.1453 in 2 rows.*\n.*2\.0[23] to 2\.07/],
    ['3.4 t5 (2)', 'effect_ratios t5.c2_beta', 'inconsistent', /0\.1485 to 0\.1503 in 2 rows.*\n.*1\.91 to 1\.95/],
    ['3.4 t7 (1)', 'effect_ratios t7.c1_beta', 'inconsistent', /0\.1453 to 0\.1470.*\n.*1\.99 to 2\.03/],
    ['3.4 t7 (2)', 'effect_ratios t7.c2_beta', 'inconsistent', /0\.1448 to 0\.1468.*\n.*1\.99 to 2\.04/],
    [
      '3.4 sigma_u 1.8 with controls',
      'effect_ratios t3.c2_beta',
      'inconsistent',
      /SD 0\.8\d.*\n.*\n.*SD 1\.78 to 1\.81/,
    ],
    ['3.4 intraclass correlation', 'effect_ratios t3.c1_beta', 'inconsistent', /without any \(0\.55/],
    [
      '3.4 not at the means',
      'effect_ratios t3.c2_beta',
      'inconsistent',
      /p = 0\.82 or 0\.18; .* SD of p would be 0\.31/,
    ],
    ['3.4 closed form', 'quantities t2.srh.control', 'consistent', /0\.121/],
    [
      '3.5 least SE with provinces',
      'quantities t3.policy.c1_beta',
      'borderline',
      /0\.2692 to 0\.2708, not at most 0\.2175/,
    ],
    ['3.7 signs', 'facts f_hi_inc_abs', 'inconsistent', /the sign differs, and it is a marginal effect/],
    ['3.7 signs', 'facts f_newgen_abs', 'inconsistent', /the sign differs, and it is a marginal effect/],
    ['3.7 weaker than the table', 'facts f_hi_edu_abs', 'consistent', /p 0\.0027 to 0\.0036: right, and weaker/],
    ['3.7 9.6 on 59.8', 'facts f_me2', 'borderline', /on 59\.8 that is 16\.1 percent/],
    ...[...POINTS.map(([fact, text]) => [fact, `${text}.*percentage points`] as const), ...OTHER_WORDS].map(
      ([fact, text]): Expected => ['3.7 percent', `facts ${fact}`, 'borderline', new RegExp(text)],
    ),
    ['3.7 income groups', 'claims t6.policy.low_income', 'inconsistent', /0\.033 \(SE 0\.107\), p 0\.758/],
    ['3.7 education groups', 'claims t6.policy.low_education', 'inconsistent', /-0\.094 \(SE 0\.086\), p 0\.275/],
    ['3.7 generations', 'claims t6.policy.new_generation', 'inconsistent', /0\.026 \(SE 0\.073\)/],
    [
      '3.7 with the inferred column',
      'precision t6.policy.new_generation',
      'borderline',
      /difference 0\.033 \(SE 0\.078\), p 0\.667/,
    ],
    [
      '3.7 indirect effect',
      'mediations t4.policy.objective',
      'consistent',
      /0\.0112 \(SE 0\.0052\), p 0\.031, 12 percent of 0\.096; total minus direct 0\.011/,
    ],
    [
      '3.7 indirect effect',
      'mediations t4.policy.subjective',
      'consistent',
      /0\.0136 \(SE 0\.0052\), p 0\.008, 14 percent of 0\.096; total minus direct 0\.013/,
    ],
    ['3.7 SD of the index', 'quantities t4.policy.objective', 'consistent', /1\.11 to 1\.13/],
    [
      '3.8 one cohort',
      'event_times t1.urrbmi_qinghai.year',
      'borderline',
      /Ningxia, Qinghai, Shanghai switch.*one cohort/,
    ],
    ['3.8 always treated', 'event_times t1.urrbmi_qinghai.year', 'borderline', /Beijing, Chongqing, Hainan, Tianjin/],
    ['3.8 2012 adds none', 'event_times t1.urrbmi_qinghai.year', 'borderline', /with 2012 as well: 1 cohort/],
    [
      '3.8 support',
      'event_times t1.urrbmi_qinghai.year',
      'borderline',
      /event time 2: Hainan 2014, Tianjin 2014, Qinghai 2018, Shanghai 2018\nevent time 3: Chongqing 2014, Ningxia 2018/,
    ],
    ['3.8 event time 1', 'event_times t1.urrbmi_ningxia.year', 'borderline', /event time 1 is Ningxia in 2016 alone/],
    ['3.8 event time -1', 'event_times t1.urrbmi_ningxia.year', 'borderline', /event time -1 is Ningxia in 2014 alone/],
    ['3.8 parity', 'event_times t1.urrbmi_tianjin.year', 'borderline', /both at -1, the reference, and at -2, 0, 2, 4/],
    ['3.8 no pre-period', 'event_times t1.urrbmi_tianjin.year', 'borderline', /held against the reference: none/],
    ['3.8 24.5 as log odds', 'quantities f_event', 'borderline', /log odds.*715 to 741, not at most 283/],
    ['3.8 24.5 as points', 'quantities f_event', 'consistent', /as points needs: 15/],
    ['3.9 placebo', 'quantities f_placebo_p', 'borderline', /494 to 495/],
  ]);

  it('has 50 estimates, of which 47 have the right stars beyond doubt, and 18 right mean comparisons', () => {
    const stars = result.findings.filter(({ check }) => check === 'stars');
    expect(stars).toHaveLength(50);
    expect(stars.filter(({ verdict }) => verdict === 'consistent')).toHaveLength(47);
    const compared = result.findings.filter(({ check }) => check === 'differences');
    expect(compared).toHaveLength(36);
    expect(compared.filter(({ verdict }) => verdict !== 'consistent').map(brief)).toEqual([]);
    const scales = result.findings.filter(({ check }) => check === 'scales');
    expect(scales.filter(({ arithmetic }) => arithmetic.en.startsWith('GRIMMER'))).not.toEqual([]);
    expect(scales.filter(({ verdict }) => verdict !== 'consistent')).toEqual([]);
  });
});

describe('the same files without their relations', () => {
  const none = join(import.meta.dirname, 'no-relations.yaml');

  it('accuse no number of the text, and of the tables only what they print themselves', () => {
    for (const paper of ['reimb', 'pooling']) {
      const { result } = loadAudit(join(SPECS, paper, 'published.yaml'), none);
      const graver = result.findings.filter(({ verdict }) => verdict === 'impossible' || verdict === 'inconsistent');
      expect(graver.filter(({ check }) => check === 'facts')).toEqual([]);
      expect(graver.length).toBeGreaterThan(0);
      const declared = auditOf(paper).findings.filter(({ verdict }) => verdict !== 'consistent');
      const known = declared.flatMap(({ cells }) => cells);
      for (const finding of graver) expect(known).toContain(finding.cells[0]);
    }
  });
});
