/** Splits and mediations of a plan in R. */
import { splitEffectWords } from '../effect-words.ts';
import { estimatorWords, untranslatedModel, vcovWords } from '../model-facts.ts';
import { comment, heading, type Remarks } from '../paper-lines.ts';
import type { PlanColumns, PlanJointVcov, PlanMediation, PlanSplit } from '../plan.ts';
import { named, quoted, rExpression, vector } from './expression.ts';
import { effectLines, fitting, vcovCall } from './models.ts';

const indented = (lines: readonly string[]): readonly string[] =>
  lines.map((line) => (line === '' ? line : `  ${line}`));

/** The model in every group, then the differences by the covariance over all groups. */
export function splitLines(split: PlanSplit, columns: PlanColumns, remarks: Remarks): readonly string[] {
  const { name, label, model, groups, terms, effects, permuted } = split;
  const head = heading(`Split ${name}: ${label}`, '#');
  const fault = untranslatedModel(model, columns);
  if (fault !== undefined) return [...head, ...remarks.say(`splits.${name}`, fault)];
  const at = `c("splits", ${quoted(name)}, "groups", group)`;
  const { definitions, fits } = fitting([model], columns, at, 'groups[[group]]');
  const test = quoted(model.tests === 'normal' ? 'chi2' : 'F');
  const marginal = effects
    ? `, at = ${quoted(effects.at)}, change = ${quoted(effects.change)}${effects.of === undefined ? '' : `, of = ${quoted(effects.of)}`}`
    : '';
  return [
    ...head,
    `d <- samples[[${quoted(model.sample)}]]`,
    'groups <- list(',
    ...groups.map(
      ({ name: group, where }, index) =>
        `  ${named(group)} = with(d, ${rExpression(where.tree, columns)}) %in% TRUE${index < groups.length - 1 ? ',' : ''}`,
    ),
    ')',
    ...definitions,
    'fit_group <- function(group) {',
    ...indented(fits[0]!),
    '  model',
    '}',
    'parts <- lapply(names(groups), fit_group)',
    ...comment(vcovWords(model.vcov), '#'),
    ...comment(
      'Groups are linked where a cluster has rows in several of them; by the inverse information they are not.',
      '#',
    ),
    `joined <- ${vcovCall(model, `join_models(c("splits", ${quoted(name)}), parts)`)}`,
    'for (part in seq_along(parts)) {',
    `  model <- parts[[part]] <- ${vcovCall(model, 'parts[[part]]')}`,
    ...indented(model.effects.flatMap((effect) => effectLines(effect, model, remarks))),
    '}',
    'joined$parts <- parts',
    ...comment(
      `Differences of ${terms.join(', ')} between the groups: coefficients${effects ? ` and average effects (${splitEffectWords(effects)})` : ''}.`,
      '#',
    ),
    `estimates <- rbind(estimates, compare_groups(joined, names(groups), ${vector(terms)}, test = ${test}${marginal}))`,
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
  const at = `c("mediations", ${quoted(name)})`;
  const first = `across, ${between ? 'between' : 'across'}, ${quoted(treatment)}, ${vector(mediators)}, rows = found$rows`;
  return [
    ...head,
    ...comment(
      `Total effect of ${treatment} without ${mediators.join(', ')}; ${treatment} on each mediator; direct effect with the mediators. All on the rows that every step can use.`,
      '#',
    ),
    `d <- samples[[${quoted(steps[0]!.sample)}]]`,
    ...definitions,
    'fit_steps <- function(d) {',
    '  steps <- list()',
    ...fits.flatMap((lines, index) => [...indented(lines), `  steps[[${index + 1}]] <- model`]),
    '  steps',
    '}',
    'found <- on_common_rows(fit_steps, d)',
    'd <- found$d',
    'steps <- found$steps',
    ...steps.flatMap((step, index) => [
      ...comment(`${step.label}: ${estimatorWords(step.equations[0]!)}. ${vcovWords(step.vcov)}`, '#'),
      `model <- steps[[${index + 1}]] <- ${vcovCall(step, `steps[[${index + 1}]]`)}`,
      ...step.effects.flatMap((effect) => effectLines(effect, step, remarks)),
    ]),
    '# All steps together: what their covariance is made of',
    `across <- ${jointCall(at, across, 'steps')}`,
    ...(between
      ? [
          ...comment(
            'Differences and shares compare two models of one outcome, whose covariance the inverse information does not know: there the stacked scores.',
            '#',
          ),
          `between <- ${jointCall(at, between, `list(${between.own.map((vcov, index) => vcovCall({ vcov, tests: 'normal' }, `steps[[${index + 1}]]`)).join(', ')})`)}`,
        ]
      : []),
    ...comment('Quantities as coefficients.', '#'),
    `estimates <- rbind(estimates, mediation_effects(${first}))`,
    ...(effects
      ? [
          ...comment(
            `Quantities as average effects, ${effects.at === 'means' ? 'at the means of the columns' : 'averaged over the rows'}.`,
            '#',
          ),
          `estimates <- rbind(estimates, mediation_effects(${first}, "marginal_effect", at = ${quoted(effects.at)},`,
          `  of_treatment = ${quoted(effects.treatment)}, of_mediators = ${quoted(effects.mediators)}${effects.of === undefined ? '' : `, of = ${quoted(effects.of)}`}))`,
        ]
      : []),
    ...left.flatMap((why) => remarks.say(place, why)),
  ];
}

function jointCall(at: string, { joint }: PlanJointVcov, steps: string): string {
  const correlated = joint.kind === 'model' ? ', correlated = TRUE' : '';
  return `joint_covariance(${at}, ${steps}, function(m) ${vcovCall({ vcov: joint, tests: 'normal' }, 'm')}${correlated})`;
}
