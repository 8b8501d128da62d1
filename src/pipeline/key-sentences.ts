/** Every key result that a run has numbers for, in a sentence. */
import type { Frame } from '../analysis/data/frame.ts';
import type { EffectKind } from '../analysis/effects/effect.ts';
import { differenceSentence, indirectSentence } from '../exhibits/sentences/comparison-sentences.ts';
import { keySentence } from '../exhibits/sentences/key-sentence.ts';
import type { EffectResult, EquationResult, Estimate } from '../results/estimates.ts';
import type { KeySentence } from '../results/key-sentence.ts';
import type { Results } from '../results/results.ts';
import type { Text } from '../results/text.ts';
import { columnAbout } from '../spec/column-about.ts';
import type { Analysis, KeyResult } from '../spec/paper.ts';
import { effectOf, keyResultsOf, type ModelKeyResult } from './key-results.ts';
import { meaningOf } from './meaning-of.ts';

/** What a run knows when its numbers are there. */
export interface Told {
  readonly analysis: Analysis;
  readonly results: Pick<Results, 'models' | 'mediations' | 'splits' | 'variables' | 'flows'>;
  frameOf(sample: string): Frame;
  /** whether a recipe made the data: every sentence then says so */
  readonly synthetic: boolean;
}

export interface KeySentences {
  readonly sentences: readonly KeySentence[];
  /** key results that are not among the numbers */
  readonly warnings: readonly string[];
}

/** In the order of the spec; key results of models that did not run are passed over. */
export function keySentences(told: Told): KeySentences {
  const sentences: KeySentence[] = [];
  const warnings: string[] = [];
  for (const entry of keyResultsOf(told.analysis)) {
    const found = sentencesOf(told, entry);
    if (typeof found === 'string') warnings.push(`key_results: ${found}`);
    else sentences.push(...found.map((one) => labelled(told, entry, one)));
  }
  return { sentences, warnings };
}

function labelled({ synthetic }: Told, { label }: KeyResult, one: KeySentence): KeySentence {
  const { en, zh = en } = one.sentence;
  const sentence = synthetic ? { en: `[Synthetic data] ${en}`, zh: `【合成数据】${zh}` } : { en, zh };
  return { ...one, ...(label && { label }), sentence };
}

/** The sentences, or why there are none; an empty list where the run did not include the part. */
function sentencesOf(told: Told, entry: KeyResult): readonly KeySentence[] | string {
  switch (entry.kind) {
    case 'model':
      return ofModel(told, entry);
    case 'mediation':
      return ofMediation(told, entry);
    case 'split':
      return ofSplit(told, entry);
  }
}

function ofModel(told: Told, entry: ModelKeyResult): readonly KeySentence[] | string {
  const { analysis, results } = told;
  const [model, result] = [analysis.models.get(entry.model), results.models[entry.model]];
  if (model === undefined || result === undefined) return [];
  const effect = effectOf(model, entry);
  if (effect === undefined) return `${entry.model}: no effect "${entry.effect ?? ''}" that is a difference`;
  const hidden = new Set(result.equations.filter(({ auxiliary }) => auxiliary).map(({ name }) => name));
  const effects = result.effects.filter(
    (one) =>
      one.effect === effect.name &&
      (entry.equation === undefined ? !hidden.has(one.equation) : one.equation === entry.equation),
  );
  if (effects.length === 0) {
    return `${entry.model}: no effect "${effect.name}"${entry.equation === undefined ? '' : ` of "${entry.equation}"`}`;
  }
  const said = effects.flatMap((one) => {
    const equation = result.equations.find(({ name }) => name === one.equation);
    return wantedTerms(one, entry.term).map((estimate): KeySentence => {
      const found = foundOf(told, model.sample, one, equation);
      const { margin, kind } = effect;
      const { among } = entry;
      const request = { analysis, model, kind, equation: one.equation, subject: estimate, found };
      const meaning = meaningOf({ ...request, ...(among && { among }), ...(margin && { margin }) });
      const sentence = keySentence(meaning, estimate, one.confLevel);
      return { model: entry.model, equation: one.equation, effect: one.effect, term: estimate.term, sentence };
    });
  });
  return said.length === 0 ? `${entry.model}: no term "${entry.term ?? ''}" in "${effect.name}"` : said;
}

/** The estimates of a term, or of all levels of a variable; those of the first variable unless one is named. */
function wantedTerms({ estimates }: EffectResult, term: string | undefined): readonly Estimate[] {
  const shown = estimates.filter(({ level, reference }) => level === undefined || level !== reference);
  if (term === undefined) {
    const first = shown.find(({ term: id }) => id !== '(Intercept)');
    return shown
      .filter(({ variable }) => variable === first?.variable && first !== undefined)
      .filter((one) => first?.level !== undefined || one === first);
  }
  const exact = shown.filter((one) => one.term === term);
  return exact.length > 0 ? exact : shown.filter(({ variable, level }) => variable === term && level !== undefined);
}

function foundOf(told: Told, sample: string, effect: EffectResult, equation: EquationResult | undefined) {
  const { results, frameOf } = told;
  const rows = effect.rows ?? equation?.rows;
  const sampleRows = results.flows.find((flow) => flow.sample === sample)?.steps.at(-1)?.rows;
  return {
    ...(rows !== undefined && { rows }),
    ...(sampleRows !== undefined && { sampleRows }),
    statistics: equation?.statistics ?? {},
    frame: frameOf(sample),
    variables: results.variables ?? {},
  };
}

/** The outcome's mean is that of the total model; indices are told in their own units. */
function ofMediation(told: Told, entry: Extract<KeyResult, { kind: 'mediation' }>): readonly KeySentence[] | string {
  const { analysis, results } = told;
  const [spec, result] = [analysis.mediations.get(entry.mediation), results.mediations?.[entry.mediation]];
  if (spec === undefined || result === undefined) return [];
  const model = analysis.models.get(spec.model)!;
  const scale = entry.scale ?? (spec.effects === undefined ? 'coefficient' : 'marginal_effect');
  const kind: EffectKind =
    scale === 'coefficient' || spec.effects === undefined
      ? { of: 'coefficients', exponentiated: false }
      : marginal(spec.effects.at, spec.effects.treatment);
  const whole = entry.quantity === 'total' || entry.quantity === 'direct';
  const mediator = whole ? undefined : (entry.mediator ?? result.mediators[0]);
  const find = (wanted: string, of: string | undefined) =>
    result.quantities.find((one) => one.scale === scale && one.kind === wanted && one.mediator === of);
  const quantity = find(entry.quantity, mediator) ?? find(entry.quantity, undefined);
  if (quantity === undefined) return `${entry.mediation}: no ${entry.quantity} on the scale ${scale}`;
  const [step] = result.steps.filter(({ role }) => role === 'total');
  const equation = step?.model.equations[0];
  const subject = treatmentSubject(result.treatment, step?.model.effects ?? []);
  const total = find('total', undefined)?.estimate;
  const meaning = meaningOf({
    analysis,
    model,
    kind,
    equation: equation?.name ?? '',
    subject,
    ...(entry.among && { among: entry.among }),
    found: {
      rows: result.rows,
      statistics: equation?.statistics ?? {},
      frame: told.frameOf(model.sample),
      variables: results.variables ?? {},
    },
  });
  const through = whole ? (result.mediators.length === 1 ? result.mediators[0] : undefined) : quantity.mediator;
  const sentence = indirectSentence(
    meaning,
    {
      kind: quantity.kind,
      ...(through !== undefined && { mediator: columnAbout(analysis, model.sample, through).label }),
      estimate: quantity.estimate,
      ...(quantity.bootstrap && { bootstrap: quantity.bootstrap }),
      ...(total && { total }),
    },
    result.confLevel,
  );
  const effect = `${quantity.kind}, ${scale}`;
  return [
    { model: entry.mediation, part: 'mediations', equation: through ?? '', effect, term: result.treatment, sentence },
  ];
}

function ofSplit(told: Told, entry: Extract<KeyResult, { kind: 'split' }>): readonly KeySentence[] | string {
  const { analysis, results } = told;
  const [spec, result] = [analysis.splits.get(entry.split), results.splits?.[entry.split]];
  if (spec === undefined || result === undefined) return [];
  const model = analysis.models.get(spec.model)!;
  const scale = entry.scale ?? (spec.effects === undefined ? 'coefficient' : 'marginal_effect');
  const term = entry.term ?? result.comparisons[0]?.term;
  const comparison = result.comparisons.find((one) => one.scale === scale && one.term === term);
  if (comparison === undefined) return `${entry.split}: no term "${term ?? ''}" on the scale ${scale}`;
  const { effects } = spec;
  const kind: EffectKind =
    scale === 'coefficient' || effects === undefined
      ? { of: 'coefficients', exponentiated: false }
      : marginal(effects.at, effects.change);
  const [equation] = model.estimator.equations(model.asked);
  const meaning = meaningOf({
    analysis,
    model,
    kind,
    equation: equation!.name,
    subject: treatmentSubject(
      comparison.term,
      result.groups.flatMap((group) => group.model.effects),
    ),
    found: { statistics: {}, frame: told.frameOf(model.sample), variables: results.variables ?? {} },
  });
  const label = (name: string): Text => result.groups.find((group) => group.name === name)?.label ?? { en: name };
  return comparison.differences.map(({ groups: [earlier, later], estimate }) => ({
    model: entry.split,
    part: 'splits' as const,
    equation: `${later} - ${earlier}`,
    effect: scale,
    term: comparison.term,
    sentence: differenceSentence(meaning, { groups: [label(later), label(earlier)], estimate }, result.confLevel),
  }));
}

function marginal(at: 'observations' | 'means', change: 'derivative' | 'discrete'): EffectKind {
  return { of: 'margins', at, levels: change, binary: change, perColumn: true };
}

/** The column as an estimate of some fit names it. */
function treatmentSubject(term: string, effects: readonly EffectResult[]) {
  const known = effects.flatMap(({ estimates }) => estimates).find((one) => one.term === term);
  return known ?? { term, label: { en: term }, variable: term };
}
