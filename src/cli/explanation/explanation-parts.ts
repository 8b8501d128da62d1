/** Mediations, splits and placebos in words: which model, what is compared, what is reported. */
import { inLanguage, type Language } from '../../results/text.ts';
import type { Analysis, MediationSpec, SplitSpec } from '../../spec/paper.ts';
import { type Entry, laidOut, shownIn, titled } from './explanation-layout.ts';
import { WORDS, type Words } from './explanation-words.ts';

type PlaceboSpec = NonNullable<ReturnType<Analysis['placebos']['get']>>;

export function explainMediation(analysis: Analysis, spec: MediationSpec, language: Language, width: number): string[] {
  const words = WORDS[language];
  const { name, label, model, treatment, mediators, effects, khb, bootstrap } = spec;
  const { mediationScales: scales } = words;
  const entries: Entry[] = [
    [words.model, [modelText(analysis, model, language)]],
    [words.treatment, [treatment]],
    [words.mediators, [mediators.map(({ variable, estimator }) => `${variable} (${estimator.name})`).join(words.join)]],
    [words.steps, [words.mediationSteps]],
    [
      words.effects,
      [
        scales.coefficient,
        ...(effects === undefined ? [] : [scales.marginal(placeText(effects.at, words))]),
        ...(khb === undefined ? [] : [scales.khb]),
        ...(bootstrap === undefined
          ? []
          : [words.bootstrap(bootstrap.draws, unitText(bootstrap.resample, words), bootstrap.seed)]),
      ],
    ],
    ...shownIn(analysis, 'mediations', name, words),
  ];
  return [titled(name, inLanguage(label, language)), ...laidOut(entries, width)];
}

export function explainSplit(analysis: Analysis, spec: SplitSpec, language: Language, width: number): string[] {
  const words = WORDS[language];
  const { name, label, model, groups, terms, effects, permutation } = spec;
  const entries: Entry[] = [
    [words.model, [modelText(analysis, model, language)]],
    [words.groups, groups.map((group) => `${inLanguage(group.label, language)}: ${group.where.text}`)],
    [words.terms, [terms.join(words.join)]],
    [
      words.effects,
      [
        words.splitReports,
        ...(effects === undefined ? [] : [words.mediationScales.marginal(placeText(effects.at, words))]),
        ...(permutation === undefined
          ? []
          : [words.permutation(permutation.draws, unitText(permutation.exchange, words), permutation.seed)]),
      ],
    ],
    ...shownIn(analysis, 'splits', name, words),
  ];
  return [titled(name, inLanguage(label, language)), ...laidOut(entries, width)];
}

export function explainPlacebo(analysis: Analysis, spec: PlaceboSpec, language: Language, width: number): string[] {
  const words = WORDS[language];
  const { name, label, model, unit, assigned, scheme, draws, seed, term } = spec;
  const target = unit === undefined ? assigned.column : `${assigned.column}, ${unit}`;
  const entries: Entry[] = [
    [words.model, [modelText(analysis, model, language)]],
    [words.assigned, [`${target}: ${inLanguage(scheme.words, language)}`]],
    [words.draws, [words.drawn(draws, seed)]],
    ...(term === undefined ? [] : [[words.terms, [term]] as const]),
    ...shownIn(analysis, 'placebos', name, words),
  ];
  return [titled(name, inLanguage(label, language)), ...laidOut(entries, width)];
}

function modelText({ models }: Analysis, name: string, language: Language): string {
  const model = models.get(name);
  return model === undefined ? name : titled(name, inLanguage(model.label, language));
}

function placeText(at: string, words: Words): string {
  return at === 'means' ? words.atMeans : words.averaged;
}

function unitText(unit: 'rows' | { readonly cluster: string }, words: Words): string {
  return unit === 'rows' ? words.rowsAlone : unit.cluster;
}
