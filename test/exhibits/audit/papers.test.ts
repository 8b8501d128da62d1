/** The two shipped files: every finding is listed, so that nothing right is accused and nothing found is lost. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { AuditFinding, AuditResult } from '../../../src/results/audit.ts';
import { loadAudit } from '../../../src/spec/load-audit.ts';

const SPECS = join(import.meta.dirname, '../../../specs');
const auditOf = (paper: string): AuditResult => loadAudit(join(SPECS, paper, 'published.yaml')).result;
const brief = ({ check, cells }: AuditFinding) => `${check} ${cells[0]}`;
const listed = ({ findings }: AuditResult, verdict: AuditFinding['verdict']) =>
  findings.filter((finding) => finding.verdict === verdict).map(brief);
const arithmetic = ({ findings }: AuditResult, check: string, cell: string) =>
  findings
    .filter((finding) => finding.check === check && finding.cells.includes(cell))
    .map((one) => one.arithmetic)
    .join('\n');

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
      'claims t3.income_q2.amount',
      'claims t3.secondary_hospital.ratio',
    ]);
  });

  it('has 90 estimates: no violation, two borderline, three without a z', () => {
    const stars = result.findings.filter(({ check }) => check === 'stars');
    expect(stars).toHaveLength(90);
    expect(stars.filter(({ verdict }) => verdict === 'borderline').map(brief)).toEqual([
      'stars t3.urban_area.reimbursed',
      'stars t4.ncms_across_cities.ratio',
    ]);
    expect(stars.filter(({ verdict }) => verdict === 'unverifiable').map(({ cells }) => cells[0])).toEqual([
      't3.age_squared.reimbursed',
      't3.age_squared.amount',
      't3.age_squared.ratio',
    ]);
    expect(stars.filter(({ verdict }) => verdict === 'consistent')).toHaveLength(85);
  });

  it('leaves no percentage and no set of categories in doubt', () => {
    for (const check of ['percentages', 'categories', 'scales', 'precision']) {
      const found = result.findings.filter((finding) => finding.check === check);
      expect(found.length).toBeGreaterThan(0);
      expect(found.filter(({ verdict }) => verdict !== 'consistent').map(brief)).toEqual([]);
    }
  });

  it('shows the arithmetic of the forensic list', () => {
    expect(arithmetic(result, 'count_sums', 't1.rural_hukou.total')).toMatch(/777 \+ 267 = 1044.*1023.*756.*246/);
    expect(arithmetic(result, 'pooled_moments', 't2.total_expenditure.across_cities')).toMatch(
      /mean 12635\.67.*no sizes/,
    );
    expect(arithmetic(result, 'pooled_moments', 't1.total_expenditure.ncms')).toContain('772 + 384 = 1156');
    expect(arithmetic(result, 'pooled_moments', 't1.reimbursement_amount.ncms')).toContain(
      'the only sizes that do: 391 + 272 = 663',
    );
    expect(arithmetic(result, 'pooled_moments', 't2.reimbursement_amount.across_cities')).toContain(
      'the only sizes that do: 214 + 199 + 250 = 663',
    );
    expect(arithmetic(result, 'recomputed_p', 't2.reimbursement_amount.p_value')).toContain(
      'p 0.0563 with 214, 199, 250 rows',
    );
    const p = arithmetic(result, 'recomputed_p', 't2.total_expenditure.p_value');
    for (const one of ['0.0512', '0.0992', '0.1327', '0.52']) expect(p).toContain(one);
    expect(arithmetic(result, 'recomputed_p', 'f_exp_p')).toContain('p 0.6435 with 772, 384 rows');
    expect(arithmetic(result, 'recomputed_p', 't2.reimbursed_percent.p_value')).toContain(
      '242, 234, 302, chi-squared 56.5',
    );
    expect(arithmetic(result, 'bases', 'fig1.policy_coverage')).toMatch(/227, 245, 263.*502 \(334, 84, 53\)/);
    expect(arithmetic(result, 'subgroup_differences', 't4.urban_across_cities.ratio')).toBe(
      'difference -0.117 (SE 0.040), p 0.004',
    );
    expect(arithmetic(result, 'facts', 'f_city_amount')).toContain('39.7 percent');
  });
});

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
      'precision t6.policy.old_generation',
      'facts f_hi_inc_abs',
      'facts f_newgen_abs',
      'claims t6.policy.low_income',
      'claims t6.policy.new_generation',
      'claims t6.policy.low_education',
    ]);
    expect(listed(result, 'borderline').filter((one) => !one.startsWith('facts '))).toEqual([
      'stars t3.exercise.c2_me',
      'stars t5.policy.c0_me',
      'effect_ratios t7.policy.c1_beta',
      'event_times t1.urrbmi_ningxia.year',
      'event_times t1.urrbmi_ningxia.year',
      'event_times t1.urrbmi_ningxia.year',
    ]);
  });

  it('has 50 estimates, of which 47 have the right stars beyond doubt, and 18 right mean comparisons', () => {
    const stars = result.findings.filter(({ check }) => check === 'stars');
    expect(stars).toHaveLength(50);
    expect(stars.filter(({ verdict }) => verdict === 'consistent')).toHaveLength(47);
    const compared = result.findings.filter(({ check }) => check === 'differences');
    expect(compared).toHaveLength(36);
    expect(compared.filter(({ verdict }) => verdict !== 'consistent').map(brief)).toEqual([]);
    expect(result.findings.filter(({ check, verdict }) => check === 'scales' && verdict !== 'consistent')).toEqual([]);
  });

  it('shows the arithmetic of the forensic list', () => {
    expect(arithmetic(result, 'count_sums', 't6.old_generation')).toMatch(/5046 \+ 2370 = 7416.*6310.*3940/);
    expect(arithmetic(result, 'precision', 't6.policy.old_generation')).toContain(
      't6.policy.old_generation near 0.083 (0.049)',
    );
    expect(arithmetic(result, 'size_search', 't2.treated')).toMatch(
      /282 to 284.*all 15 means are whole sums for 283 \(of the others .*286: 6/,
    );
    const ratios = { c1_beta: '0.1446 to 0.1463', c2_beta: '0.1461 to 0.1473 in 13 rows' };
    for (const [column, said] of Object.entries(ratios)) {
      expect(arithmetic(result, 'effect_ratios', `t3.${column}`)).toContain(said);
    }
    expect(arithmetic(result, 'effect_ratios', 't3.c1_beta')).toContain('a spread of 2.00 to 2.04');
    expect(arithmetic(result, 'effect_ratios', 't5.c2_beta')).toMatch(/0\.1485 to 0\.1503.*1\.91 to 1\.95/);
    expect(arithmetic(result, 'subgroup_differences', 't6.policy.low_education')).toBe(
      'difference -0.094 (SE 0.086), p 0.275',
    );
    expect(arithmetic(result, 'mediations', 't4.policy.objective')).toMatch(
      /0\.0112 \(SE 0\.0052\), p 0\.031, 12 percent/,
    );
    expect(arithmetic(result, 'facts', 'f_inc_diff')).toContain('68.9 percent');
  });
});
