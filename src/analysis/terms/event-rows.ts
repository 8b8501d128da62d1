/** The event time of every row: its time less the time of adoption, in years or in waves. */
import { Failure } from '../../errors/failure.ts';
import { alwaysTreated, cohortsOffGrid, wavesOf } from './adoption-times.ts';

export interface EventTiming {
  readonly unit: 'years' | 'waves';
  /**
   * cohorts that adopted between two waves: event time from the first wave at which they were treated, or by the calendar
   * from adoption itself; needed where there are such cohorts
   */
  readonly offGrid?: 'first_treated_wave' | 'calendar';
}

export interface EventRows {
  /** the distinct times of the rows, ascending */
  readonly waves: readonly number[];
  /** whole event time per row; NaN for rows of units that never adopted */
  readonly time: Float64Array;
  /** 1 for rows of units that had adopted by the first wave */
  readonly always: Uint8Array;
  /** cohorts that adopted between two waves, ascending */
  readonly offGrid: readonly number[];
}

/**
 * Event times of rows with a time of adoption (NaN = never) and a time, both on one scale. Years: time - adopted. Waves:
 * waves since the first wave at or after adoption; cohorts before the first or after the last wave are counted on with the
 * gap of the waves, which must then be regular. A cohort between two waves takes the first wave after it, or the calendar,
 * as `offGrid` says. E-SPEC-VALUE when there is one and it does not say; E-FIT-IDENTIFICATION for event times that are not
 * whole numbers and for irregular waves.
 */
export function eventRows({ unit, offGrid: rule }: EventTiming, adopted: Float64Array, time: Float64Array): EventRows {
  const waves = wavesOf(time);
  const offGrid = cohortsOffGrid(adopted, waves);
  if (offGrid.length > 0 && rule === undefined && unit === 'years') throw undeclared(offGrid);
  const effective = new Map<number, number>();
  for (const from of adopted) {
    if (Number.isNaN(from) || effective.has(from)) continue;
    if (unit === 'waves') effective.set(from, waveIndex(from, waves));
    else
      effective.set(
        from,
        offGrid.includes(from) && rule === 'first_treated_wave' ? waves.find((wave) => wave >= from)! : from,
      );
  }
  const indexOfWave = new Map(waves.map((wave, index) => [wave, index]));
  const events = Float64Array.from(time, (at, i) => {
    const from = effective.get(adopted[i]!);
    if (from === undefined) return Number.NaN;
    return (unit === 'waves' ? indexOfWave.get(at)! : at) - from + 0;
  });
  if (events.some((event) => !Number.isNaN(event) && !Number.isInteger(event))) throw notWhole();
  return { waves, time: events, always: alwaysTreated(adopted, waves[0] ?? Number.NaN), offGrid };
}

/** Index of the first wave at or after a time; before the first and after the last wave by the regular gap. */
function waveIndex(from: number, waves: readonly number[]): number {
  const first = waves[0]!;
  const last = waves.at(-1)!;
  if (from >= first && from <= last) return waves.findIndex((wave) => wave >= from);
  const gap = waves.length > 1 ? waves[1]! - first : Number.NaN;
  const regular = waves.every((wave, index) => index === 0 || wave - waves[index - 1]! === gap);
  if (!regular || !(gap > 0)) {
    throw new Failure('E-FIT-IDENTIFICATION', {
      finding: `the waves ${waves.join(', ')} are not equally far apart, so waves before the first and after the last cannot be counted`,
      remedy: 'use unit: years, or leave out the units that adopted outside the waves',
    });
  }
  return Math.ceil((from - first) / gap);
}

function undeclared(cohorts: readonly number[]): Failure {
  return new Failure('E-SPEC-VALUE', {
    finding: `adoption in ${cohorts.join(', ')} lies between the waves, and the event-time term has no off_grid`,
    accepted:
      'off_grid: first_treated_wave (event time from the first wave after adoption) or calendar (from adoption itself)',
  });
}

function notWhole(): Failure {
  return new Failure('E-FIT-IDENTIFICATION', {
    finding: 'some event times are not whole numbers',
    remedy: 'bring adoption and time to whole years, or use unit: waves',
  });
}
