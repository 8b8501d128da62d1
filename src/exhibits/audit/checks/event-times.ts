/** Policy years against the periods of the data: which event times one unit alone carries. */
import { type Check, found } from '../check.ts';

export const eventTimes: Check = {
  name: 'event_times',
  summary: 'event times by unit from printed policy years: how many units and how many cohorts each rests on',
  run: (claims) =>
    claims.relations.eventTimes.flatMap(({ table: id, group, column, periods }) => {
      const rows =
        claims.published.tables.find((table) => table.id === id)?.rows.filter((row) => row.group === group) ?? [];
      const units = rows.flatMap(({ key, label, cells }) => {
        const cell = cells[column];
        return cell?.type === 'year'
          ? [{ name: `${id}.${key}.${column}`, label, times: periods.map((period) => period - cell.year) }]
          : [];
      });
      const switchers = units.filter(({ times }) => times.some((time) => time < 0) && times.some((time) => time >= 0));
      const moves = new Set(switchers.map(({ times }) => times.findIndex((time) => time >= 0)));
      const alone = [-1, 1].flatMap((time) => {
        const carriers = switchers.filter(({ times }) => times.includes(time));
        const everyone = units.filter(({ times }) => times.includes(time));
        const who = everyone.map(({ label }) => label).join(', ');
        return everyone.length === 1 || carriers.length === 1
          ? [
              found(
                'borderline',
                everyone.map(({ name }) => name),
                `event time ${time} is ${who} alone: no average effect`,
              ),
            ]
          : [];
      });
      if (units.length === 0) return [];
      const said = `${switchers.length} of ${units.length} units switch within ${periods.join(', ')} (${switchers.map(({ label }) => label).join(', ')}), ${moves.size === 1 ? 'all between the same two periods: one cohort' : `in ${moves.size} cohorts`}`;
      return [
        found(
          moves.size === 1 && switchers.length > 1 ? 'borderline' : 'consistent',
          switchers.map(({ name }) => name),
          said,
        ),
        ...alone,
      ];
    }),
};
