/** The time of adoption of every row's unit, from a roll-out. */
import { Failure } from '../../errors/failure.ts';
import { nearestHint } from '../../errors/nearest.ts';
import { en, type Text, zh } from '../../results/text.ts';
import { toCategorical } from '../data/categorical.ts';
import { type CategoricalColumn, isMissing } from '../data/column.ts';
import { type Frame, getColumn, getNumeric, withColumn } from '../data/frame.ts';
import type { RolloutEntry } from '../data/rollout.ts';
import { infoOf, type Naming } from './created.ts';
import { keepingAll } from './flow.ts';
import type { Step } from './step.ts';

export interface Adoption extends Naming {
  /** the column whose levels adopt */
  readonly key: string;
  readonly rollout: readonly RolloutEntry[];
  /** only entries of this programme */
  readonly programme?: string;
  /** units of the roll-out that the data do not cover; any other unit must be a level of the key */
  readonly outside?: readonly string[];
  /** the column of times of observation: with it the flow says who was always treated and who adopted between times */
  readonly time?: string;
}

/**
 * Adds a numeric column: the time at which the unit of the row adopted, missing where it never did (a unit that the roll-out
 * does not list). The flow counts never-treated units and rows and, given `time`, names the units that had adopted by the first
 * time and the cohorts between times. E-SPEC-NAME: a unit that is no level of the key (with the nearest), a programme or an
 * outside unit that the roll-out does not have; E-SPEC-VALUE: two entries for a unit; E-DATA-LEVEL: rows without a key,
 * whose adoption would be unknown and not never.
 */
export function adoption({ key, programme, outside = [], time, ...rest }: Adoption): Step {
  const { rollout, ...naming } = rest;
  const years = yearsOf(rollout, programme);
  for (const unit of outside) requireListed(unit, years);
  return {
    reads: time === undefined ? [key] : [key, time],
    creates: [naming.name],
    made: [{ name: naming.name, label: naming.label ?? { en: naming.name }, adoptedBy: key }],
    words: [
      {
        en: `${naming.name}: when the row's ${key} adopted, from a roll-out of ${years.size} units; missing where it never did`,
        zh: `${naming.name}：${key} 的政策实施时间（实施表共 ${years.size} 个单位）；从未实施者为缺失`,
      },
    ],
    run(frame) {
      const column = getColumn(frame, key);
      const units = toCategorical(column);
      refuseUnknown(units, years, outside, column.kind === 'numeric');
      refuseMissingKey(key, frame);
      const yearOf = units.levels.map(({ name }) => years.get(name) ?? Number.NaN);
      const values = Float64Array.from(units.codes, (code) => yearOf[code]!);
      const said = notices(
        naming.name,
        units,
        yearOf,
        years,
        time === undefined ? null : getNumeric(frame, time).values,
      );
      const info = infoOf(naming);
      const label =
        info.label.en === naming.name
          ? info.label
          : { en: `${naming.name}: ${info.label.en}`, ...zhLabel(naming, info.label.zh) };
      return keepingAll(withColumn(frame, { kind: 'numeric', info, values, low: null }), label, said);
    },
  };
}

function zhLabel({ name }: Naming, zh: string | undefined) {
  return zh === undefined ? {} : { zh: `${name}：${zh}` };
}

function yearsOf(entries: readonly RolloutEntry[], programme: string | undefined): ReadonlyMap<string, number> {
  const known = [...new Set(entries.flatMap((entry) => entry.programme ?? []))];
  if (programme !== undefined && !known.includes(programme)) {
    throw new Failure('E-SPEC-NAME', {
      finding: `no programme "${programme}" in the roll-out`,
      accepted: nearestHint(programme, known) ?? `known: ${known.join(', ') || 'none'}`,
    });
  }
  const years = new Map<string, number>();
  for (const entry of entries) {
    if (programme !== undefined && entry.programme !== programme) continue;
    if (years.has(entry.unit)) {
      throw new Failure('E-SPEC-VALUE', {
        finding: `the roll-out has two entries for "${entry.unit}"`,
        remedy: known.length > 1 ? `say which programme: ${known.join(', ')}` : 'keep one of them',
      });
    }
    years.set(entry.unit, entry.year);
  }
  return years;
}

function requireListed(unit: string, years: ReadonlyMap<string, number>): void {
  if (years.has(unit)) return;
  throw new Failure('E-SPEC-NAME', {
    finding: `"${unit}" is outside the data, but the roll-out does not have it`,
    accepted: nearestHint(unit, years.keys()) ?? `units: ${[...years.keys()].join(', ')}`,
  });
}

/** Levels that the codebook declares are all there are; those of a number are only what these rows have. */
function refuseUnknown(
  { levels, info }: CategoricalColumn,
  years: ReadonlyMap<string, number>,
  outside: readonly string[],
  isNumber: boolean,
): void {
  const names = levels.map(({ name }) => name);
  const known = new Set([...names, ...outside]);
  for (const unit of years.keys()) {
    if (known.has(unit)) continue;
    if (isNumber && Number.isFinite(Number(unit)) && unit.trim() !== '') continue;
    const near = info.private || isNumber ? undefined : nearestHint(unit, names);
    throw new Failure('E-SPEC-NAME', {
      finding: `the roll-out names "${unit}", which is no level of "${info.name}"`,
      ...(near && { accepted: near }),
      remedy: 'correct the unit, or list it under outside if the data do not cover it',
    });
  }
}

function refuseMissingKey(key: string, frame: Frame): void {
  const column = getColumn(frame, key);
  let missing = 0;
  for (let row = 0; row < frame.rows; row++) if (isMissing(column, row)) missing++;
  if (missing === 0) return;
  throw new Failure('E-DATA-LEVEL', {
    finding: `${missing} rows have no "${key}", so that their adoption is unknown`,
    remedy: `keep the rows that have it before this step: complete: [${key}]`,
  });
}

function notices(
  name: string,
  units: CategoricalColumn,
  yearOf: readonly number[],
  years: ReadonlyMap<string, number>,
  time: Float64Array | null,
): Text[] {
  const rows = new Int32Array(units.levels.length);
  for (const code of units.codes) rows[code]!++;
  const present = units.levels.map((_, code) => code).filter((code) => rows[code]! > 0);
  const list = (codes: readonly number[]): Text => {
    const total = codes.reduce((sum, code) => sum + rows[code]!, 0);
    const names = codes.map(
      (code) => `${units.levels[code]!.name}${Number.isNaN(yearOf[code]) ? '' : ` ${yearOf[code]}`}`,
    );
    const shown = units.info.private || codes.length > 40 ? '' : names.join(', ');
    return {
      en: `${codes.length} of ${present.length} units, ${total} rows${shown && `: ${shown}`}`,
      zh: `${present.length}个单位中的${codes.length}个，${total}行${shown && `：${shown}`}`,
    };
  };
  const never = present.filter((code) => Number.isNaN(yearOf[code]));
  const ever = present.filter((code) => !Number.isNaN(yearOf[code]));
  const said: Text[] = [
    { en: en`${name}: adopted at some time, ${list(ever)}`, zh: zh`${name}：曾经实施，${list(ever)}` },
    { en: en`${name}: never adopted, ${list(never)}`, zh: zh`${name}：从未实施，${list(never)}` },
  ];
  const absent = [...years.keys()].filter((unit) => !present.some((code) => units.levels[code]!.name === unit));
  if (absent.length > 0) {
    const units = absent.join(', ');
    said.push({
      en: `${name}: units of the roll-out without rows: ${units}`,
      zh: `${name}：实施表中没有观测的单位：${units}`,
    });
  }
  if (time === null) return said;
  const waves = [...new Set(time)].filter((at) => !Number.isNaN(at)).sort((a, b) => a - b);
  const [first] = waves;
  const last = waves.at(-1);
  if (first === undefined || last === undefined) return said;
  const classed: readonly [Text, (from: number) => boolean][] = [
    [
      { en: `by the first time ${first} (always treated)`, zh: `首期 ${first} 及以前实施（始终处理）` },
      (from) => from <= first,
    ],
    [{ en: 'between times', zh: '两期之间实施' }, (from) => from > first && from <= last && !waves.includes(from)],
    [{ en: `after the last time ${last}`, zh: `末期 ${last} 之后实施` }, (from) => from > last],
  ];
  for (const [when, holds] of classed) {
    const codes = ever.filter((code) => holds(yearOf[code]!));
    if (codes.length > 0) {
      said.push({ en: en`${name}: adopted ${when}, ${list(codes)}`, zh: zh`${name}：${when}，${list(codes)}` });
    }
  }
  return said;
}
