/** What the printed numbers alone say of each alternative: the audit's findings, ratios of effects, and the smallest standard error. */
import { formatFixed } from '../../numerics/decimal.ts';
import type { AuditResult } from '../../results/audit.ts';
import type { AlternativeEvidence, RemainingReadings } from '../../results/readings.ts';
import { en, zh } from '../../results/text.ts';
import { also } from '../audit/check.ts';
import { type Claims, cellAt, columnRows } from '../audit/claims.ts';
import { type Interval, printedInterval, printedSize, rangeText, sizeRatio } from '../audit/interval.ts';
import { crossReadings } from './cross.ts';
import type { Evidence, Question } from './question.ts';

type Found = AlternativeEvidence['evidence'][number];

/** Every alternative with the arithmetic of its evidence; an alternative is ruled out when one piece of it holds. */
export function remainingReadings(question: Question, claims: Claims, audit: AuditResult): RemainingReadings {
  const choices = [...question.choices.values()].map(({ name, label, alternatives }) => ({
    name,
    label,
    alternatives: [...alternatives.values()].map((alternative): AlternativeEvidence => {
      const evidence = alternative.ruledOutBy.map((one) => weigh(one, claims, audit));
      return {
        name: alternative.name,
        label: alternative.label,
        evidence,
        ruledOut: evidence.some(({ excludes }) => excludes),
      };
    }),
  }));
  const out = new Map(
    choices.map(({ name, alternatives }) => [name, alternatives.filter((one) => one.ruledOut).map((one) => one.name)]),
  );
  const { readings } = crossReadings(question);
  const remaining = readings.filter((reading) =>
    Object.entries(reading.choices).every(([choice, alternative]) => !out.get(choice)!.includes(alternative)),
  );
  return {
    question: question.name,
    label: question.label,
    choices,
    readings: readings.length,
    remaining: remaining.length,
  };
}

function weigh(evidence: Evidence, claims: Claims, audit: AuditResult): Found {
  const because = evidence.because === undefined ? {} : { because: evidence.because };
  switch (evidence.kind) {
    case 'check':
      return { ...auditFound(evidence, audit), ...because };
    case 'ratio':
      return { ...ratioFound(evidence, claims), ...because };
    case 'smallest_std_error':
      return { ...smallestFound(evidence, claims), ...because };
  }
}

/** The audit's finding of that check on these cells; gravest first, as the audit lists them. */
function auditFound({ check, cells }: Extract<Evidence, { kind: 'check' }>, { findings }: AuditResult): Found {
  const wanted = [...cells].sort().join();
  const finding = findings.find((one) => one.check === check && [...one.cells].sort().join() === wanted);
  if (finding === undefined) return { kind: check, cells, excludes: false, arithmetic: NO_FINDING };
  const excludes = finding.verdict === 'impossible' || finding.verdict === 'inconsistent';
  return {
    kind: check,
    cells,
    excludes,
    arithmetic: { en: en`${finding.verdict}: ${finding.arithmetic}`, zh: zh`${finding.arithmetic}` },
  };
}

const NO_FINDING = { en: 'the audit has no finding here', zh: '核查在此没有发现' };
const NO_ROW = { en: 'no row prints both', zh: '没有任何行同时给出两者' };
const NO_COUNT = { en: 'no row prints both, or no n is printed', zh: '没有任何行同时给出两者，或未给出样本量' };

/** The interval that rounding leaves to the ratio, row by row; excluded when one of them misses [from, to]. */
function ratioFound({ effect, coefficient, from, to }: Extract<Evidence, { kind: 'ratio' }>, claims: Claims): Found {
  const { table } = claims.columns.get(effect)!;
  const rows = table.rows.flatMap(({ key }) => {
    const [m, b] = [cellAt(claims, effect, key, 'estimate'), cellAt(claims, coefficient, key, 'estimate')];
    if (m === undefined || b === undefined) return [];
    const ratio = sizeRatio(printedInterval(m.cell.est, m.cell.dp), printedInterval(b.cell.est, b.cell.dp));
    return [{ key, ratio, gap: Math.max(from - ratio.hi, ratio.lo - to) }];
  });
  const cells = [effect, coefficient];
  const farthest = rows.toSorted((a, b) => b.gap - a.gap)[0];
  if (farthest === undefined) return { kind: 'ratio', cells, excludes: false, arithmetic: NO_ROW };
  const wanted = rangeText({ lo: from, hi: to }, 3);
  const excludes = farthest.gap > 0;
  const range = rangeText(farthest.ratio, 4);
  const said = {
    en: en`effect over coefficient ${range} in ${farthest.key}`,
    zh: zh`${farthest.key} 的边际效应与系数之比为 ${range}`,
  };
  const missed = rows.filter(({ gap }) => gap > 0).length;
  const arithmetic = excludes
    ? also(said, {
        en: en`it would be ${wanted}; ${missed} of ${rows.length} rows miss it`,
        zh: zh`应为 ${wanted}；${rows.length} 行中有 ${missed} 行不符`,
      })
    : {
        en: en`${said}, and ${wanted} is inside what rounding allows in all ${rows.length} rows`,
        zh: zh`${said}，${wanted} 在全部 ${rows.length} 行的舍入区间之内`,
      };
  return { kind: 'ratio', cells, excludes, arithmetic };
}

/**
 * The information that n rows give on the coefficient of a 0/1 covariate is at most w n s (1 - s), with s its share and w the most
 * that one row gives (probit 1, logit 1/4): the residual sum of squares of a column on a constant is n s (1 - s), and further
 * columns only lower it. So its standard error is at least 1 / sqrt(w n s (1 - s)); excluded when a printed one is below.
 */
function smallestFound(
  { estimates, shares, information }: Extract<Evidence, { kind: 'smallest_std_error' }>,
  claims: Claims,
): Found {
  const n = columnRows(claims, shares);
  const { table } = claims.columns.get(estimates)!;
  const rows = table.rows.flatMap(({ key }) => {
    const [estimate, share] = [cellAt(claims, estimates, key, 'estimate'), cellAt(claims, shares, key, 'n_percent')];
    if (n === undefined || estimate === undefined || share === undefined) return [];
    const count = share.cell.n;
    const least = 1 / Math.sqrt((information * count * (n - count)) / n);
    const printed: Interval = printedSize(estimate.cell.se, estimate.cell.dpSe);
    return [{ key, count, least, printed, ratio: printed.hi / least }];
  });
  const cells = [estimates, shares];
  const lowest = rows.toSorted((a, b) => a.ratio - b.ratio)[0];
  if (lowest === undefined) {
    return { kind: 'smallest_std_error', cells, excludes: false, arithmetic: NO_COUNT };
  }
  const below = rows.filter(({ ratio }) => ratio < 1).length;
  const bound = `1/sqrt(${information} x ${n} x s(1 - s)) = ${formatFixed(lowest.least, 4)}`;
  const range = rangeText(lowest.printed, 4);
  const arithmetic = {
    en: en`${lowest.key}: ${lowest.count} of ${n!} rows, so at least ${bound}; printed ${range}; below in ${below} of ${rows.length} rows`,
    zh: zh`${lowest.key}：${n!} 行中的 ${lowest.count} 行，故至少为 ${bound}；文中为 ${range}；${rows.length} 行中有 ${below} 行低于此值`,
  };
  return { kind: 'smallest_std_error', cells, excludes: below > 0, arithmetic };
}
