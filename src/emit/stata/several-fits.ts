/** Splits and mediations of a plan in Stata: the commands one after another, and what follows from independent fits. */
import { vcovWords } from '../model-facts.ts';
import { comment, heading, type Remarks } from '../paper-lines.ts';
import type { PlanColumns, PlanEquation, PlanMediation, PlanModel, PlanSplit } from '../plan.ts';
import { stataCondition } from './expression.ts';
import { effectsOf, equationLines, frameOf, untranslated, vcovRemarks } from './models.ts';
import { namesOver, stataName } from './names.ts';

const SUEST = 'groups share clusters: suest (not after xt commands) and lincom, or one model with every term by group';

/** The model in every group; differences where the fits of the groups are independent. */
export function splitLines(
  split: PlanSplit,
  columns: PlanColumns,
  absent: ReadonlySet<string>,
  remarks: Remarks,
): readonly string[] {
  const { name, label, model, groups, terms, effects, permuted } = split;
  const head = heading(`Split ${name}: ${label}`, '*');
  const place = `splits.${name}`;
  const [equation] = model.equations as readonly [PlanEquation];
  const several = model.equations.length > 1 ? 'a split of a model with several equations' : undefined;
  const fault = untranslated(model, columns, absent) ?? several;
  if (fault !== undefined) return [...head, ...remarks.say(place, fault)];
  const plain = terms.filter((term) => isNumber(term, equation, columns));
  const odd = terms.filter((term) => !plain.includes(term));
  const independent = model.vcov.kind === 'model' || model.vcov.kind === 'robust';
  const random = equation.estimator.kind === 'random_intercept';
  const margin = effects ? marginsOf(effects.at, effects.change, random, effects.of !== undefined) : undefined;
  const fits = groups.flatMap(({ name: group, where }, index) => [
    '',
    ...comment(`Group ${group}`, '*'),
    ...equationLines(model, equation, columns, stataCondition(where.tree, columns, namesOver(columns))),
    ...(index === 0 ? vcovRemarks(model, place, remarks) : []),
    ...effectsOf(model, equation, columns, remarks, [...place.split('.'), 'groups', group]),
    ...plain.flatMap((term, t) => [
      `scalar b_${t + 1}_${index + 1} = _b[${stataName(term)}]`,
      `scalar v_${t + 1}_${index + 1} = _se[${stataName(term)}]^2`,
      ...(margin === undefined
        ? []
        : [
            `margins, dydx(${stataName(term)})${margin}`,
            'matrix b = r(b)',
            'matrix V = r(V)',
            `scalar m_${t + 1}_${index + 1} = b[1, 1]`,
            `scalar w_${t + 1}_${index + 1} = V[1, 1]`,
          ]),
    ]),
  ]);
  const scales = [['coefficient', 'b', 'v'], ...(margin === undefined ? [] : [['marginal_effect', 'm', 'w']])] as const;
  const pairs = groups.flatMap((_, later) => groups.slice(0, later).map((__, earlier) => [earlier, later] as const));
  const differences = independent
    ? [
        '',
        '* Later less earlier group; the groups have no row in common, so that variances add up',
        ...plain.flatMap((term, t) =>
          scales.flatMap(([scale, value, variance]) =>
            pairs.flatMap(([a, b]) => {
              const at = `${place}.${scale}.${term}.differences.${groups[a]!.name} - ${groups[b]!.name}`;
              const [one, two] = [`${t + 1}_${a + 1}`, `${t + 1}_${b + 1}`];
              return [
                `frame post results ("${at}") (scalar(${value}_${two}) - scalar(${value}_${one})) (sqrt(scalar(${variance}_${one}) + scalar(${variance}_${two}))) (.)`,
              ];
            }),
          ),
        ),
      ]
    : remarks.say(`${place}.differences`, SUEST);
  return [
    ...head,
    `frame change ${frameOf(model.sample)}`,
    ...comment(vcovWords(model.vcov), '*'),
    ...fits,
    ...differences,
    ...(groups.length > 2 ? remarks.say(`${place}.joint`, 'the test that all groups are equal: suest, then test') : []),
    ...(effects && margin === undefined
      ? remarks.say(`${place}.marginal_effect`, 'a change from 0 to 1, or an expectation by name')
      : []),
    ...odd.flatMap((term) =>
      remarks.say(`${place}.${term}`, 'the difference of one level of a factor, or of a product'),
    ),
    ...(permuted
      ? remarks.say(`${place}.permutation`, 'labels dealt at random, whose draws are those of this program')
      : []),
  ];
}

/** Options of margins for an average effect; undefined where it takes more than one call. */
function marginsOf(at: string, change: string, random: boolean, byName: boolean): string | undefined {
  if (change === 'discrete' || byName) return undefined;
  return `${at === 'means' ? ' atmeans' : ''}${random ? ' predict(pr)' : ''}`;
}

/** Whether a term is one column under its own name. */
function isNumber(term: string, equation: PlanEquation, columns: PlanColumns): boolean {
  const made = equation.made.find(({ name }) => name === term);
  const number = made ? made.kind === 'treated_post' : columns.get(term)?.kind === 'number';
  return number && equation.terms.some((one) => one.kind === 'variable' && one.of === term);
}

/** Total, mediators, direct; products with the standard error of independent fits, which is Sobel's. */
export function mediationLines(
  mediation: PlanMediation,
  columns: PlanColumns,
  absent: ReadonlySet<string>,
  remarks: Remarks,
): readonly string[] {
  const { name, label, treatment, mediators, steps, effects, left, across } = mediation;
  const head = heading(`Mediation ${name}: ${label}`, '*');
  const place = `mediations.${name}`;
  const fault =
    mediation.fault ??
    steps.map((step) => untranslated(step, columns, absent)).find((one) => one !== undefined) ??
    (isNumber(treatment, steps[0]!.equations[0]!, columns) ? undefined : 'a treatment that is not a number') ??
    (mediators.every((one) => columns.get(one)?.kind === 'number') ? undefined : 'a mediator that is not a number');
  if (fault !== undefined) return [...head, ...remarks.say(place, fault)];
  const treated = stataName(treatment);
  const last = steps.length - 1;
  const fits = steps.flatMap((step, index) => [
    ...stepLines(step, columns, remarks),
    ...kept(`t_${index + 1}`, treated),
    ...(index === last ? mediators.flatMap((one, j) => kept(`b_${j + 1}`, stataName(one))) : []),
    ...(effects === undefined ? [] : marginLines(mediation, index)),
  ]);
  const independent = across.joint.kind === 'model';
  const post = (at: string, value: string, variance: string | undefined): string =>
    `frame post results ("${place}.${at}") (${value}) (${variance === undefined ? '.' : `sqrt(${variance})`}) (e(N))`;
  const scales = [['coefficient', ''], ...(effects && !discrete(mediation) ? [['marginal_effect', 'm']] : [])] as const;
  return [
    ...head,
    ...comment(
      `Total effect of ${treatment} without ${mediators.join(', ')}; ${treatment} on each mediator; direct effect with the mediators. All on rows where every column of every step is known.`,
      '*',
    ),
    `frame change ${frameOf(steps[0]!.sample)}`,
    ...fits,
    '',
    ...comment(
      independent
        ? 'Products of paths: the standard error of two independent estimates (Sobel 1982).'
        : 'Products of paths, without standard errors: the steps share clusters.',
      '*',
    ),
    ...scales.flatMap(([scale, letter]) => [
      post(`${scale}.total`, `scalar(${letter}t_1)`, `scalar(${letter}t_1_v)`),
      post(`${scale}.direct`, `scalar(${letter}t_${last + 1})`, `scalar(${letter}t_${last + 1}_v)`),
      ...mediators.map((one, j) => {
        const [a, b] = [`${letter}t_${j + 2}`, `${letter}b_${j + 1}`];
        return post(
          `${scale}.product.${one}`,
          `scalar(${a}) * scalar(${b})`,
          independent ? `scalar(${b})^2 * scalar(${a}_v) + scalar(${a})^2 * scalar(${b}_v)` : undefined,
        );
      }),
      post(`${scale}.difference`, `scalar(${letter}t_1) - scalar(${letter}t_${last + 1})`, undefined),
      post(`${scale}.share_difference`, `1 - scalar(${letter}t_${last + 1}) / scalar(${letter}t_1)`, undefined),
    ]),
    ...remarks.say(
      `${place}.difference`,
      'standard errors of differences and shares compare models of one outcome: suest (not after xt commands) and nlcom',
    ),
    ...(effects && discrete(mediation)
      ? remarks.say(
          `${place}.marginal_effect`,
          'changes from 0 to 1 of 0/1 numbers: write them with i. and use margins',
        )
      : []),
    ...left.flatMap((why) => remarks.say(place, why)),
  ];
}

const discrete = ({ effects }: PlanMediation): boolean =>
  effects !== undefined &&
  (effects.treatment === 'discrete' || effects.mediators === 'discrete' || effects.of !== undefined);

function stepLines(step: PlanModel, columns: PlanColumns, remarks: Remarks): readonly string[] {
  const [equation] = step.equations as readonly [PlanEquation];
  return [
    '',
    ...comment(vcovWords(step.vcov), '*'),
    ...equationLines(step, equation, columns),
    ...vcovRemarks(step, step.at.join('.'), remarks),
    ...effectsOf(step, equation, columns, remarks),
  ];
}

const kept = (name: string, column: string): readonly string[] => [
  `scalar ${name} = _b[${column}]`,
  `scalar ${name}_v = _se[${column}]^2`,
];

function marginLines(mediation: PlanMediation, index: number): readonly string[] {
  const { steps, treatment, mediators, effects } = mediation;
  const random = steps[index]!.equations[0]!.estimator.kind === 'random_intercept';
  const options = marginsOf(effects!.at, 'derivative', random, false);
  if (discrete(mediation)) return [];
  const save = (name: string, column: string): readonly string[] => [
    `margins, dydx(${stataName(column)})${options}`,
    'matrix b = r(b)',
    'matrix V = r(V)',
    `scalar ${name} = b[1, 1]`,
    `scalar ${name}_v = V[1, 1]`,
  ];
  return [
    ...save(`mt_${index + 1}`, treatment),
    ...(index === steps.length - 1 ? mediators.flatMap((one, j) => save(`mb_${j + 1}`, one)) : []),
  ];
}
