/** How treatment is assigned anew: the schemes that a spec can name. */
import { Failure } from '../../errors/failure.ts';
import { nearestHint } from '../../errors/nearest.ts';
import type { RandomStream } from '../../numerics/philox.ts';
import type { Text } from '../../results/text.ts';
import { arrangementsOf } from './arrangements.ts';
import type { AssignedUnits, Assignment, AssignmentSpace, GivenFile, GivenRollout, Scheme } from './placebo.ts';

/** The observed adoption years, those of never-adopters included, in another order over the units: timing and number stay. */
export function permuteRollout(): Scheme {
  const words = { en: 'the observed adoption years permuted over the units', zh: '将实际实施年份在各单位间随机置换' };
  return permutation('permute_rollout', 'rollout', words);
}

/** The labels in another order over the units (or rows): every label stays as frequent as it is. */
export function permuteLabels(): Scheme {
  const words = { en: 'the labels permuted over the units', zh: '将分组标签在各单位间随机置换' };
  return permutation('permute_labels', 'labels', words);
}

function permutation(name: string, assigns: Scheme['assigns'], words: Text): Scheme {
  return {
    name,
    words,
    assigns,
    fixed: false,
    space(units) {
      const actual = units.actual();
      return { ...arrangementsOf(actual), random: (stream) => stream.shuffle(actual.slice()) };
    },
  };
}

export interface RandomRolloutOptions {
  /** how many units are treated; as many as in truth unless given */
  readonly treated?: number;
  /** `observed`: a year of a truly treated unit, each as likely as the others; or years, each as likely as the others */
  readonly years: 'observed' | readonly number[];
}

/** Units chosen at random, each with a year of its own chosen at random (with replacement). */
export function randomRollout({ treated, years }: RandomRolloutOptions): Scheme {
  const range =
    years === 'observed'
      ? { en: 'an observed adoption year', zh: '一个实际实施年份' }
      : { en: `a year of ${years.join(', ')}`, zh: `${years.join('、')} 中的一个年份` };
  return {
    name: 'random_units_random_years',
    words: {
      en: `units chosen at random, each given ${range.en} at random`,
      zh: `随机抽取单位，并随机赋予${range.zh}`,
    },
    assigns: 'rollout',
    fixed: false,
    space(units) {
      const observed =
        treated === undefined || years === 'observed' ? units.actual().filter((year) => !Number.isNaN(year)) : [];
      const count = treated ?? observed.length;
      const choice = years === 'observed' ? [...observed] : years;
      refuseImpossible(count, units.names.length, choice.length);
      return randomSpace(units.names.length, count, choice);
    },
  };
}

function refuseImpossible(treated: number, units: number, years: number): void {
  const finding =
    treated === 0
      ? 'no unit of the model is treated, so there is nothing to assign anew'
      : treated > units
        ? `${treated} treated units are asked for, the model has ${units} units`
        : years === 0
          ? 'there is no observed year to draw from'
          : undefined;
  if (finding !== undefined) throw new Failure('E-SPEC-VALUE', { finding });
}

function randomSpace(units: number, treated: number, years: readonly number[]): AssignmentSpace {
  const sets = arrangementsOf(Float64Array.from({ length: units }, (_, unit) => (unit < treated ? 1 : 0)));
  const size = sets.size * years.length ** treated;
  return {
    size: size > Number.MAX_SAFE_INTEGER ? Infinity : size,
    at(rank) {
      const perSet = years.length ** treated;
      let rest = rank % perSet;
      return sets.at(Math.floor(rank / perSet)).map((chosen) => {
        if (chosen === 0) return Number.NaN;
        const year = years[rest % years.length]!;
        rest = Math.floor(rest / years.length);
        return year;
      });
    },
    random: (stream) => randomAssignment(stream, units, treated, years),
  };
}

function randomAssignment(stream: RandomStream, units: number, treated: number, years: readonly number[]): Assignment {
  const chosen = stream.shuffle(Int32Array.from({ length: units }, (_, unit) => unit)).subarray(0, treated);
  const assignment = new Float64Array(units).fill(Number.NaN);
  for (const unit of chosen) assignment[unit] = years[stream.integer(years.length)]!;
  return assignment;
}

/** Roll-outs of a file, in its order. */
export function givenRollouts(file: GivenFile): Scheme {
  return {
    name: 'given',
    words: { en: `roll-outs given in ${file.file}`, zh: `由 ${file.file} 给定的实施方案` },
    assigns: 'rollout',
    fixed: true,
    given: file,
    space: (units, given) => ({
      size: given.length,
      at: (rank) => rolledOut(units, given[rank]!, file),
      random: () => {
        throw new Error('given roll-outs are not drawn');
      },
    }),
  };
}

function rolledOut({ names }: AssignedUnits, { draw, adoptions }: GivenRollout, { file }: GivenFile): Assignment {
  const assignment = new Float64Array(names.length).fill(Number.NaN);
  for (const { unit, year } of adoptions) {
    const index = names.indexOf(unit);
    if (index < 0) {
      const accepted = nearestHint(unit, names);
      throw new Failure('E-SPEC-NAME', {
        place: { file },
        finding: `draw ${draw} names a unit that the model does not have`,
        ...(accepted && { accepted }),
      });
    }
    assignment[index] = year;
  }
  return assignment;
}
