/** Models and summaries in words: samples step by step, equations as formulas, covariance and effects in a sentence each. */
import { wrapText } from '../../exhibits/formats/display-width.ts';
import { inLanguage, type Language } from '../../results/text.ts';
import { type Analysis, type ModelSpec, type SampleSpec, type SummarySpec, WHOLE_SAMPLE } from '../../spec/paper.ts';
import type { NeededNames } from '../exhibit-needs.ts';
import { type Entry, laidOut, section, shownIn, titled } from './explanation-layout.ts';
import { explainMediation, explainPlacebo, explainSplit } from './explanation-parts.ts';
import { explainKeyResults } from './explanation-results.ts';
import { WORDS } from './explanation-words.ts';

/** A text of at most `width` columns; samples first, each once, then all else in the order of the spec. */
export function explanation(analysis: Analysis, names: NeededNames, language: Language, width: number): string {
  const { models, summaries, mediations = [], splits = [], placebos = [] } = names;
  const chosen = models.map((name) => analysis.models.get(name)!);
  const described = summaries.map((name) => analysis.summaries.get(name)!);
  const samples = samplesBehind(analysis, [...chosen, ...described]);
  const words = WORDS[language];
  const sections = [
    section(
      words.samples,
      samples.map((sample) => explainSample(sample, language, width)),
    ),
    section(
      words.models,
      chosen.map((model) => explainModel(analysis, model, language, width)),
    ),
    section(
      words.summaries,
      described.map((summary) => explainSummary(analysis, summary, language, width)),
    ),
    section(
      words.mediations,
      mediations.map((name) => explainMediation(analysis, analysis.mediations.get(name)!, language, width)),
    ),
    section(
      words.splits,
      splits.map((name) => explainSplit(analysis, analysis.splits.get(name)!, language, width)),
    ),
    section(
      words.placebos,
      placebos.map((name) => explainPlacebo(analysis, analysis.placebos.get(name)!, language, width)),
    ),
    section(words.keyResults, explainKeyResults(analysis, names, language, width)),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

/** The samples and those that they start from, in the order of the spec. */
function samplesBehind(analysis: Analysis, users: readonly { readonly sample: string }[]): SampleSpec[] {
  const names = new Set<string>();
  for (const user of users) {
    for (let name: string | undefined = user.sample; name !== undefined && !names.has(name); ) {
      names.add(name);
      name = analysis.samples.get(name)?.from;
    }
  }
  return [...analysis.samples.values()].filter(({ name }) => names.has(name));
}

function explainSample({ name, label, from, steps }: SampleSpec, language: Language, width: number): string[] {
  const words = WORDS[language];
  const said = steps.flatMap((step) => step.words?.map((text) => inLanguage(text, language)) ?? [words.among]);
  const start = from === undefined ? words.startAll : words.startFrom(from);
  return [
    titled(name, inLanguage(label, language)),
    ...[start, ...said].flatMap((text, index) => step(index, text, width)),
  ];
}

function step(index: number, text: string, width: number): readonly string[] {
  const number = index === 0 ? '      ' : `  ${String(index).padStart(2)}. `;
  return wrapText(`${number}${text}`, width, 6);
}

function explainModel(analysis: Analysis, model: ModelSpec, language: Language, width: number): string[] {
  const words = WORDS[language];
  const { name, label, estimator, asked, vcov, effects, confLevel } = model;
  const entries: Entry[] = [[words.sample, [sampleText(analysis, model.sample, language)]]];
  const equations = estimator.equations(asked);
  const predictors = new Map<string, string[]>();
  for (const [index, equation] of equations.entries()) {
    const formula = estimator.formulas?.[index];
    const { outcome, outcomeRule, where, terms, intercept } = equation;
    const given = { ...(outcomeRule && { event: outcomeRule.text }), ...(where && { given: where.text }) };
    const text = formula?.write({ name: outcome, ...given }) ?? outcome;
    const title = equations.length > 1 ? `${equation.name} (${inLanguage(equation.label, language)}), ` : '';
    entries.push([words.equation, [`${title}${formula?.estimator ?? estimator.name}`, `    ${text}`]]);
    const predictor = [...(intercept ? [words.constant] : []), ...terms.map((term) => term.name)].join(' + ') || '0';
    predictors.set(predictor, [...(predictors.get(predictor) ?? []), equation.name]);
  }
  for (const [predictor, names] of predictors) {
    const title = predictors.size === 1 ? words.predictor(['all']) : words.predictor(names);
    entries.push([words.terms, [`${title} xb = ${predictor}`]]);
  }
  entries.push(['', [words.factors]], [words.rows, [words.known]]);
  if (asked.weights)
    entries.push([words.weighted, [`${words.weights[asked.weights.kind]}: ${asked.weights.variable}`]]);
  entries.push([words.covariance, [vcov.words === undefined ? vcov.name : inLanguage(vcov.words, language)]]);
  const reports = effects.map((effect) => {
    const said = effect.words === undefined ? effect.name : inLanguage(effect.words, language);
    return said === effect.name ? said : `${effect.name}: ${said}`;
  });
  entries.push([words.effects, [...reports, words.interval(Number((100 * confLevel).toPrecision(12)))]]);
  return [
    titled(name, inLanguage(label, language)),
    ...laidOut([...entries, ...shownIn(analysis, 'models', name, words)], width),
  ];
}

function explainSummary(analysis: Analysis, summary: SummarySpec, language: Language, width: number): string[] {
  const words = WORDS[language];
  const { name, label, sample, groups, rows } = summary;
  const entries: Entry[] = [[words.sample, [sampleText(analysis, sample, language)]]];
  if (groups?.by === 'levels') entries.push([words.groups, [words.by(groups.variable)]]);
  if (groups?.by === 'conditions') {
    const said = groups.groups.map((one) => `${inLanguage(one.label, language)}: ${one.where?.text ?? words.allRows}`);
    entries.push([words.groups, said]);
  }
  const kinds = new Map<string, string[]>();
  for (const row of rows) {
    const test = row.test === undefined ? '' : `${words.join}${words.tests[row.test]}`;
    const kind = `${words.statistics[row.statistic]}${test}`;
    kinds.set(kind, [...(kinds.get(kind) ?? []), row.variable]);
  }
  entries.push([words.effects, [...kinds].map(([kind, variables]) => `${kind}: ${variables.join(words.join)}`)]);
  const all = [...entries, ...shownIn(analysis, 'summaries', name, words)];
  return [titled(name, inLanguage(label, language)), ...laidOut(all, width)];
}

function sampleText({ samples }: Analysis, name: string, language: Language): string {
  const sample = samples.get(name);
  if (sample === undefined) return name === WHOLE_SAMPLE ? WORDS[language].allRows : name;
  const label = inLanguage(sample.label, language);
  return label === name ? name : `${name}: ${label}`;
}
