/** Printed differences of two means: the subtraction, and the stars of the t test. */
import { en, zh } from '../../../results/text.ts';
import { type Check, type Found, found } from '../check.ts';
import { type CellOf, type Claims, cellAt, type Place, placesOf, rowsBehind } from '../claims.ts';
import { minus, overlap, printedInterval, rangeText } from '../interval.ts';
import { momentsOf } from '../moments.ts';
import { differenceP } from '../summary-tests.ts';
import { starFinding, starRule } from './stars.ts';

export const differences: Check = {
  name: 'differences',
  summary: 'differences of two printed means, and the stars of their t test',
  run: (claims) => placesOf(claims, 'difference').flatMap((place) => oneDifference(claims, place)),
};

function oneDifference(
  claims: Claims,
  { name, table, row, cell }: Place & { readonly cell: CellOf<'difference'> },
): readonly Found[] {
  const [a, b, more] = table.columns.flatMap(
    (column) => cellAt(claims, `${table.id}.${column.id}`, row.key, 'mean_sd') ?? [],
  );
  if (a === undefined || b === undefined || more !== undefined) return [];
  const gap = minus(printedInterval(a.cell.est, a.cell.dp), printedInterval(b.cell.est, b.cell.dp));
  const agrees = overlap(gap, printedInterval(cell.est, cell.dp));
  const range = rangeText(gap, cell.dp + 1);
  const said = {
    en: en`${a.cell.est} - ${b.cell.est} = ${range}, printed ${cell.est}`,
    zh: zh`${a.cell.est} - ${b.cell.est} = ${range}，文中为 ${cell.est}`,
  };
  const subtraction = found(agrees ? 'consistent' : 'inconsistent', [name, a.name, b.name], said);
  const rule = starRule(claims, table);
  const n = [rowsBehind(claims, a), rowsBehind(claims, b)];
  if (rule === undefined || n[0] === undefined || n[1] === undefined) return [subtraction];
  const tested = [false, true].map((welch) => {
    const { t, p } = differenceP(momentsOf(a.cell), momentsOf(b.cell), [n[0]!, n[1]!], welch);
    const statistic = {
      en: en`${welch ? "Welch's" : "Student's"} t ${rangeText(t, 2)} with ${n.join(' and ')} rows`,
      zh: zh`${welch ? 'Welch' : 'Student'} t ${rangeText(t, 2)}，行数 ${n.join(' 与 ')}`,
    };
    return starFinding(name, cell.printed, statistic, p, cell.stars, rule);
  });
  // where the test is not stated in full, either will do
  const best =
    tested.find((one) => one.verdict === 'consistent') ??
    tested.find((one) => one.verdict === 'borderline') ??
    tested[0]!;
  return [subtraction, best];
}
