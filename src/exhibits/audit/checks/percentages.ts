/** n (%) cells: the percentage follows from the count and the column's size. */
import { type Check, found } from '../check.ts';
import { placesOf, rowsBehind } from '../claims.ts';
import { overlap, printedInterval } from '../interval.ts';

export const percentages: Check = {
  name: 'percentages',
  summary: 'n against percent: 100 n / N rounds to the printed percentage',
  run: (claims) =>
    placesOf(claims, 'n_percent').flatMap((place) => {
      const { cell, name } = place;
      const rows = rowsBehind(claims, place);
      if (rows === undefined) return [];
      const percent = (100 * cell.n) / rows;
      const fits = overlap({ lo: percent, hi: percent }, printedInterval(cell.percent, cell.dp));
      const said = `100 x ${cell.n} / ${rows} = ${percent.toFixed(cell.dp + 2)}, printed ${cell.percent}`;
      return [found(cell.n > rows || !fits ? 'impossible' : 'consistent', [name], said)];
    }),
};
