/** Splits and mediations of a plan in Python. */
import { splitEffectWords } from '../effect-words.ts';
import { estimatorWords, untranslatedModel, vcovWords } from '../model-facts.ts';
import { comment, heading, type Remarks } from '../paper-lines.ts';
import type { PlanColumns, PlanJointVcov, PlanMediation, PlanSplit } from '../plan.ts';
import { listed, pythonExpression, quoted } from './expression.ts';
import { effectLines, fitting, vcovCall } from './models.ts';

const indented = (lines: readonly string[]): readonly string[] =>
  lines.map((line) => (line === '' ? line : `    ${line}`));

/** The model in every group, then the differences by the covariance over all groups. */
export function splitLines(split: PlanSplit, columns: PlanColumns, remarks: Remarks): readonly string[] {
  const { name, label, model, groups, terms, effects, permuted } = split;
  const head = heading(`Split ${name}: ${label}`, '#');
  const fault = untranslatedModel(model, columns);
  if (fault !== undefined) return [...head, ...remarks.say(`splits.${name}`, fault)];
  const { definitions, fits } = fitting(
    [model],
    columns,
    `("splits", ${quoted(name)}, "groups", group)`,
    'groups[group]',
  );
  const test = quoted(model.tests === 'normal' ? 'chi2' : 'F');
  const marginal = effects
    ? `, at=${quoted(effects.at)}, change=${quoted(effects.change)}${effects.of === undefined ? '' : `, of=${quoted(effects.of)}`}`
    : '';
  return [
    ...head,
    `d = samples[${quoted(model.sample)}]`,
    'groups = {',
    ...groups.map(
      ({ name: group, where }) =>
        `    ${quoted(group)}: (${pythonExpression(where.tree, columns)}).fillna(False).astype(bool),`,
    ),
    '}',
    '',
    '',
    ...definitions,
    'def fit_group(group):',
    ...indented(fits[0]!),
    '    return model',
    '',
    '',
    'parts = [fit_group(group) for group in groups]',
    ...comment(vcovWords(model.vcov), '#'),
    ...comment(
      'Groups are linked where a cluster has rows in several of them; by the inverse information they are not.',
      '#',
    ),
    'for model in parts:',
    `    model.vcov = ${vcovCall(model, 'model')}`,
    ...indented(model.effects.flatMap((effect) => effectLines(effect, model, remarks))),
    `joined = Joined(("splits", ${quoted(name)}), parts)`,
    `joined.vcov = ${vcovCall(model, 'joined')}`,
    ...comment(
      `Differences of ${terms.join(', ')} between the groups: coefficients${effects ? ` and average effects (${splitEffectWords(effects)})` : ''}.`,
      '#',
    ),
    `compare_groups(joined, list(groups), ${listed(terms)}, test=${test}${marginal})`,
    ...(permuted
      ? remarks.say(`splits.${name}.permutation`, 'labels dealt at random, whose draws are those of this program')
      : []),
  ];
}

/** The steps on one set of rows, then the quantities that follow from them. */
export function mediationLines(mediation: PlanMediation, columns: PlanColumns, remarks: Remarks): readonly string[] {
  const { name, label, treatment, mediators, steps, across, between, effects, left } = mediation;
  const head = heading(`Mediation ${name}: ${label}`, '#');
  const place = `mediations.${name}`;
  const fault =
    mediation.fault ?? steps.map((step) => untranslatedModel(step, columns)).find((one) => one !== undefined);
  if (fault !== undefined) return [...head, ...remarks.say(place, fault)];
  const { definitions, fits } = fitting(steps, columns);
  const at = `("mediations", ${quoted(name)})`;
  const first = `across, ${between ? 'between' : 'across'}, ${quoted(treatment)}, ${listed(mediators)}, rows`;
  return [
    ...head,
    ...comment(
      `Total effect of ${treatment} without ${mediators.join(', ')}; ${treatment} on each mediator; direct effect with the mediators. All on the rows that every step can use.`,
      '#',
    ),
    `d = samples[${quoted(steps[0]!.sample)}]`,
    '',
    '',
    ...definitions,
    'def fit_steps(d):',
    '    steps = []',
    ...fits.flatMap((lines) => [...indented(lines), '    steps.append(model)']),
    '    return steps',
    '',
    '',
    'd, steps, rows = on_common_rows(fit_steps, d)',
    ...steps.flatMap((step, index) => [
      ...comment(`${step.label}: ${estimatorWords(step.equations[0]!)}. ${vcovWords(step.vcov)}`, '#'),
      `model = steps[${index}]`,
      `model.vcov = ${vcovCall(step, 'model')}`,
      ...step.effects.flatMap((effect) => effectLines(effect, step, remarks)),
    ]),
    '# All steps together: what their covariance is made of',
    `across = ${jointCall(at, across, '[m.vcov for m in steps]')}`,
    ...(between
      ? [
          ...comment(
            'Differences and shares compare two models of one outcome, whose covariance the inverse information does not know: there the stacked scores.',
            '#',
          ),
          `between = ${jointCall(at, between, `[${between.own.map((vcov, index) => vcovCall({ vcov, tests: 'normal' }, `steps[${index}]`)).join(', ')}]`)}`,
        ]
      : []),
    ...comment('Quantities as coefficients.', '#'),
    `mediation_effects(${first})`,
    ...(effects
      ? [
          ...comment(
            `Quantities as average effects, ${effects.at === 'means' ? 'at the means of the columns' : 'averaged over the rows'}.`,
            '#',
          ),
          `mediation_effects(${first}, "marginal_effect", at=${quoted(effects.at)},`,
          `                  of_treatment=${quoted(effects.treatment)}, of_mediators=${quoted(effects.mediators)}${effects.of === undefined ? '' : `, of=${quoted(effects.of)}`})`,
        ]
      : []),
    ...left.flatMap((why) => remarks.say(place, why)),
  ];
}

function jointCall(at: string, { joint }: PlanJointVcov, covariances: string): string {
  const correlated = joint.kind === 'model' ? ', correlated=True' : '';
  return `joint_covariance(${at}, steps, ${covariances}, lambda m: ${vcovCall({ vcov: joint, tests: 'normal' }, 'm')}${correlated})`;
}
