/** Policy years against the periods of the data: which event times one unit alone carries, and which never meet the reference. */
import type { Bilingual } from '../../../results/text.ts';
import { type Check, type Found, found } from '../check.ts';
import type { Claims } from '../claims.ts';

type EventTimes = Claims['relations']['eventTimes'][number];

interface Unit {
  readonly name: string;
  readonly label: string;
  readonly year: number;
}

export const eventTimes: Check = {
  name: 'event_times',
  summary: 'event times by unit from printed policy years: cohorts, units behind each, what the reference can reach',
  run: (claims) =>
    claims.relations.eventTimes.flatMap((relation) => {
      const units = unitsOf(claims, relation);
      if (units.length === 0) return [];
      const support = supportOf(units, relation);
      return [cohorts(units, relation, support), ...alone(support), ...unreached(units, relation)];
    }),
};

function unitsOf({ published }: Claims, { table: id, group, column }: EventTimes): readonly Unit[] {
  const rows = published.tables.find((table) => table.id === id)?.rows.filter((row) => row.group === group) ?? [];
  return rows.flatMap(({ key, label, cells }) => {
    const cell = cells[column];
    return cell?.type === 'year' ? [{ name: `${id}.${key}.${column}`, label, year: cell.year }] : [];
  });
}

/** The first period in which a unit is treated, when it is observed before. */
function switchOf({ year }: Unit, periods: readonly number[]): number | undefined {
  return periods.some((period) => period < year) ? periods.find((period) => period >= year) : undefined;
}

function cohorts(units: readonly Unit[], { periods, also }: EventTimes, support: readonly Support[]): Found {
  const sorted = periods.toSorted((a, b) => a - b);
  const switchers = units.filter((unit) => switchOf(unit, sorted) !== undefined);
  const moves = new Set(switchers.map((unit) => switchOf(unit, sorted)));
  const always = units.filter(({ year }) => sorted.every((period) => period >= year));
  const later = [...also, ...sorted].sort((a, b) => a - b);
  const more = new Set(units.flatMap((unit) => switchOf(unit, later) ?? []));
  const one = moves.size === 1 && switchers.length > 1;
  const [who, within] = [names(switchers), sorted.join(', ')];
  const said = {
    en: `${who.en} switch within ${within}, ${one ? 'all between the same two periods: one cohort' : `in ${moves.size} cohorts`}`,
    zh: `${who.zh} 在 ${within} 之间开始处理，${one ? '都在同样的两期之间：只有一个队列' : `分属 ${moves.size} 个队列`}`,
  };
  const added = {
    en: `with ${also.join(', ')} as well: ${more.size} cohort${more.size === 1 ? '' : 's'}`,
    zh: `加上 ${also.join(', ')}：${more.size} 个队列`,
  };
  const treated = { en: `treated in every period: ${names(always).en}`, zh: `各期均已处理：${names(always).zh}` };
  return found(
    one ? 'borderline' : 'consistent',
    switchers.map(({ name }) => name),
    said,
    [...(always.length > 0 ? [treated] : []), ...(also.length > 0 ? [added] : []), ...support.map(listed)],
  );
}

interface Support {
  readonly time: number;
  readonly carriers: readonly { readonly unit: Unit; readonly period: number }[];
}

/** Every event time of the window with the units and periods behind it. */
function supportOf(units: readonly Unit[], { periods, window: [from, to] }: EventTimes): readonly Support[] {
  return Array.from({ length: to - from + 1 }, (_, k) => from + k).map((time) => ({
    time,
    carriers: units.flatMap((unit) =>
      periods.filter((period) => period - unit.year === time).map((period) => ({ unit, period })),
    ),
  }));
}

function listed({ time, carriers }: Support): Bilingual {
  const who = carriers.map(({ unit, period }) => `${unit.label} ${period}`).join(', ');
  return { en: `event time ${time}: ${who || 'nobody'}`, zh: `事件时间 ${time}：${who || '无'}` };
}

/** Event times that rest on one unit in one period. */
function alone(support: readonly Support[]): readonly Found[] {
  return support
    .filter(({ carriers }) => carriers.length === 1)
    .map(({ time, carriers: [only] }) => {
      const { unit, period } = only!;
      const said = {
        en: `event time ${time} is ${unit.label} in ${period} alone: no average effect`,
        zh: `事件时间 ${time} 只有 ${period} 年的 ${unit.label}：不是平均效应`,
      };
      return found('borderline', [unit.name], said);
    });
}

/** Event times that no unit shares with the reference, directly or through others: what they are contrasts of. */
function unreached(units: readonly Unit[], { periods, window: [from, to], reference }: EventTimes): readonly Found[] {
  const times = units.map(({ year }) => periods.map((period) => period - year));
  const reached = new Set([reference]);
  for (let grew = true; grew; ) {
    const before = reached.size;
    for (const own of times) if (own.some((time) => reached.has(time))) for (const time of own) reached.add(time);
    grew = reached.size > before;
  }
  const inside = [...new Set(times.flat())].filter((time) => time >= from && time <= to).sort((a, b) => a - b);
  const never = inside.filter((time) => !reached.has(time));
  if (never.length === 0) return [];
  const before = inside.filter((time) => time < 0 && time !== reference && reached.has(time));
  const cells = units.filter((_, k) => times[k]!.some((time) => never.includes(time))).map(({ name }) => name);
  const said = {
    en: `no unit is observed both at ${reference}, the reference, and at ${never.join(', ')}: those are no differences from the reference`,
    zh: `没有单位既在参照期 ${reference} 又在 ${never.join(', ')} 被观察：后者不是与参照期之差`,
  };
  const pre = {
    en: `periods before the policy that can be held against the reference: ${before.join(', ') || 'none'}`,
    zh: `政策之前可与参照期比较的时期：${before.join(', ') || '无'}`,
  };
  return [found('borderline', cells, said, [pre])];
}

function names(units: readonly Unit[]): Bilingual {
  const labels = units.map(({ label }) => label).join(', ');
  return { en: labels || 'no unit', zh: labels || '没有单位' };
}
