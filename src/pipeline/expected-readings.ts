/** How the key results of a spec will have to be read, without data. */
import type { EffectKind } from '../analysis/effects/effect.ts';
import { enteringVariables } from '../analysis/terms/term-variables.ts';
import { readingWords } from '../exhibits/sentences/reading-words.ts';
import type { Text } from '../results/text.ts';
import { columnAbout } from '../spec/column-about.ts';
import type { Analysis, KeyResult, ModelSpec } from '../spec/paper.ts';
import { effectOf, keyResultsOf, sourceOf } from './key-results.ts';
import { type MeaningRequest, meaningOf } from './meaning-of.ts';

export interface ExpectedReading {
  readonly part: 'models' | 'mediations' | 'splits';
  readonly name: string;
  /** model, equation, effect and term as the spec calls them */
  readonly heading: string;
  readonly reading: Text;
}

/** One per key result and equation, in the order of the spec; none for what the spec alone cannot tell. */
export function expectedReadings(analysis: Analysis): readonly ExpectedReading[] {
  return keyResultsOf(analysis).flatMap((entry) => readingsOf(analysis, entry));
}

function readingsOf(analysis: Analysis, entry: KeyResult): ExpectedReading[] {
  if (entry.kind === 'model') {
    const model = analysis.models.get(entry.model)!;
    const effect = effectOf(model, entry);
    const term = entry.term ?? firstTerm(model);
    if (effect === undefined || term === undefined) return [];
    const equations = model.estimator.equations(model.asked).map(({ name }) => name);
    const wanted = entry.equation === undefined ? equations : [entry.equation];
    const { kind, margin } = effect;
    return wanted.map((equation) => ({
      part: 'models',
      name: entry.model,
      heading: `${entry.model}${equations.length > 1 ? `.${equation}` : ''}, ${effect.name}: ${term}`,
      reading: read(analysis, { model, kind, equation, term, among: entry.among, margin }),
    }));
  }
  const { part, name } = sourceOf(entry);
  const spec = entry.kind === 'mediation' ? analysis.mediations.get(name)! : analysis.splits.get(name)!;
  const model = analysis.models.get(spec.model)!;
  const scale = entry.scale ?? (spec.effects === undefined ? 'coefficient' : 'marginal_effect');
  const change =
    spec.effects === undefined ? undefined : 'change' in spec.effects ? spec.effects.change : spec.effects.treatment;
  const kind: EffectKind =
    scale === 'coefficient' || spec.effects === undefined || change === undefined
      ? { of: 'coefficients', exponentiated: false }
      : { of: 'margins', at: spec.effects.at, levels: change, binary: change, perColumn: true };
  const [equation] = model.estimator.equations(model.asked);
  const term =
    'treatment' in spec ? spec.treatment : entry.kind === 'split' ? (entry.term ?? spec.terms[0]) : undefined;
  if (term === undefined || equation === undefined) return [];
  const heading =
    entry.kind === 'mediation'
      ? `${name}, ${entry.quantity} (${scale}): ${term}`
      : `${name}, differences (${scale}): ${term}`;
  if (entry.kind === 'mediation' && entry.quantity.startsWith('share')) {
    const reading = {
      en: 'an estimate of 0.10 means that 10 % of the total effect',
      zh: '估计值 0.10 表示总效应的 10 %',
    };
    return [{ part, name, heading, reading }];
  }
  return [
    {
      part,
      name,
      heading,
      reading: read(analysis, { model, kind, equation: equation.name, term, among: entry.among }),
    },
  ];
}

interface Wanted extends Pick<MeaningRequest, 'model' | 'kind' | 'equation'> {
  readonly term: string;
  readonly among: Text | undefined;
  readonly margin?: MeaningRequest['margin'] | undefined;
}

const EACH: Text = { en: 'each level', zh: '各水平' };

function read(analysis: Analysis, { model, kind, equation, term, among, margin }: Wanted): Text {
  const { subject, reference } = subjectOf(analysis, model, term);
  const request = { analysis, model, kind, equation, subject, ...(among && { among }), ...(margin && { margin }) };
  const meaning = meaningOf(request);
  const { change } = meaning;
  if (change.kind !== 'level' || reference === undefined) return readingWords(meaning);
  const level = subject.level === '' ? EACH : change.level;
  return readingWords({ ...meaning, change: { ...change, level, reference } });
}

/** The term as an estimate would name it, and the label of the reference level of a factor, whose level is '' where all are meant. */
function subjectOf(
  analysis: Analysis,
  model: ModelSpec,
  term: string,
): { readonly subject: MeaningRequest['subject']; readonly reference?: Text } {
  const [variable = term, level] = term.includes(':') ? [term] : term.split('=');
  const plain = /^(.*)\^\d+$/.exec(variable)?.[1] ?? variable;
  const { category, label } = columnAbout(analysis, model.sample, plain);
  const made = model.asked.terms.flatMap(({ makes = [] }) => makes).find(({ name }) => name === plain)?.label;
  const named = plain === variable ? (made ?? label) : { en: term };
  const subject = { term, label: named, variable: plain };
  if (category === undefined && level === undefined) return { subject };
  const reference = category?.reference ?? { en: 'the reference level', zh: '参照水平' };
  return { subject: { ...subject, level: level ?? '', reference: '' }, reference };
}

function firstTerm({ asked }: ModelSpec): string | undefined {
  const [first] = asked.terms.filter(({ fixedEffect }) => !fixedEffect);
  return first === undefined
    ? undefined
    : enteringVariables(first).length === 1
      ? enteringVariables(first)[0]
      : first.name;
}
