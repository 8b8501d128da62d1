/** How every number was computed: covariance, factor, distribution and effects of each model, and of what is made from models. */
import type { EffectResult, ModelResult, VcovConvention } from '../../results/estimates.ts';
import { inLanguage } from '../../results/text.ts';
import { htmlId } from '../formats/html-table.ts';
import { html, type Markup } from '../formats/markup.ts';
import { plain } from '../formats/plain.ts';
import { countText } from '../tables/cell.ts';
import { estimatorName } from '../tables/estimator-name.ts';
import { vcovSentence } from '../tables/vcov-sentence.ts';
import type { ReportParts } from './material.ts';
import { lineLink } from './spec-links.ts';
import { WORDS } from './words.ts';

type Fact = readonly [name: string, said: string];

export function conventionsSection(parts: ReportParts): Markup {
  const { results, language } = parts;
  const words = WORDS[language];
  const models = Object.values(results.models).map((model) =>
    block(inLanguage(model.label, language), ['models', model.id], modelFacts(model, parts), parts),
  );
  const mediations = Object.values(results.mediations ?? {}).map(({ id, label, vcov, ...one }) => {
    const facts: readonly Fact[] = [
      [words.sample, sampleText(one.sample, one.rows, parts)],
      [words.treatment, one.treatment],
      [words.mediators, one.mediators.join(words.separator)],
      [words.convention, inLanguage(one.convention, language)],
      ...vcovFacts(vcov, parts),
      [words.confidence, levelText(one.confLevel)],
    ];
    return block(words.mediation(inLanguage(label, language)), ['mediations', id], facts, parts);
  });
  const splits = Object.values(results.splits ?? {}).map(({ id, label, groups, comparisons, vcov, confLevel }) => {
    const facts: readonly Fact[] = [
      [
        words.groupsOf,
        groups.map((group) => `${inLanguage(group.label, language)} (${group.where})`).join(words.semicolon),
      ],
      ...distinctFacts(comparisons.map((one): Fact => [words.effect(one.scale), inLanguage(one.convention, language)])),
      ...vcovFacts(vcov, parts),
      [words.confidence, levelText(confLevel)],
    ];
    return block(words.split(inLanguage(label, language)), ['splits', id], facts, parts);
  });
  const placebos = Object.values(results.placebos ?? {}).map(({ id, label, convention, notes }) => {
    const facts: readonly Fact[] = [
      [words.convention, [convention, ...notes].map((text) => inLanguage(text, language)).join(' ')],
    ];
    return block(words.placebo(inLanguage(label, language)), ['placebos', id], facts, parts);
  });
  return html`${models}${mediations}${splits}${placebos}`;
}

function block(name: string, source: readonly string[], facts: readonly Fact[], parts: ReportParts): Markup {
  const rows = facts.map(([term, said]) => html`<dt>${plain(term)}</dt><dd>${plain(said)}</dd>\n`);
  return html`<div class="model">
<h3 id="convention-${htmlId(source.join('-'))}">${plain(name)}</h3>
<p class="from">${lineLink(parts, source, source.join('.'))}</p>
<dl class="facts">
${rows}</dl>
</div>
`;
}

function modelFacts(model: ModelResult, parts: ReportParts): readonly Fact[] {
  const { language, results } = parts;
  const words = WORDS[language];
  const flow = results.flows.find(({ sample }) => sample === model.sample);
  const equations = model.equations
    .filter(({ auxiliary }) => auxiliary !== true)
    .map(({ label, estimator, outcome, nobs }) => {
      const name = inLanguage(label, language);
      return `${name === outcome ? '' : `${name}: `}${outcome}, ${estimatorName(estimator, language)}, N ${countText(nobs, ',')}`;
    });
  const auxiliary = model.equations.flatMap(({ name, auxiliary: own }) => (own === true ? [name] : []));
  const reported = model.effects.filter(({ equation }) => !auxiliary.includes(equation));
  const effects = [...new Set(reported.map(({ effect }) => effect))].flatMap((name) =>
    effectFacts(
      name,
      reported.filter(({ effect }) => effect === name),
      parts,
    ),
  );
  const level = model.effects[0]?.confLevel;
  return [
    [words.sample, sampleText(model.sample, flow?.steps.at(-1)?.rows, parts)],
    [words.equationsOf, equations.join(words.semicolon)],
    ...vcovFacts(model.vcov, parts, model),
    ...(level === undefined ? [] : [[words.confidence, levelText(level)] as const]),
    ...effects,
  ];
}

/** One line per convention; equations are named where they differ, be it in their unit alone. */
function effectFacts(name: string, effects: readonly EffectResult[], { language }: ReportParts): readonly Fact[] {
  const words = WORDS[language];
  const said = ({ convention }: EffectResult) => inLanguage(convention, language);
  const texts = [...new Set(effects.map(said))];
  return texts.map((text): Fact => {
    const alike = effects.filter((effect) => said(effect) === text);
    const equations = alike.map(({ equation }) => equation);
    const units = new Set(alike.map(({ unit }) => unit));
    const named = alike.flatMap(({ equation, unit }) =>
      unit === undefined ? [] : [units.size === 1 ? unit : `${equation}: ${unit}`],
    );
    const shown = named.length === 0 ? '' : ` [${[...new Set(named)].join(words.semicolon)}]`;
    const which = texts.length === 1 ? name : `${name} (${[...new Set(equations)].join(words.separator)})`;
    return [words.effect(which), `${text}${shown}`];
  });
}

function vcovFacts(vcov: VcovConvention, { language }: ReportParts, model?: ModelResult): readonly Fact[] {
  const words = WORDS[language];
  const effect = model?.effects.find((one) => one.effect === 'coefficients') ?? model?.effects[0];
  const said =
    effect === undefined
      ? [
          vcov.kind,
          ...vcov.clusters.map(({ variable, groups }) => `${variable} (${countText(groups, ',')})`),
          ...vcov.notes.map((note) => inLanguage(note, language)),
        ].join(words.separator)
      : vcovSentence(vcov, effect, language);
  const df = vcov.df === undefined ? words.dfOfTerm : countText(vcov.df, ',');
  const factor = vcov.factor === 1 ? words.noFactor : `${Number(vcov.factor.toPrecision(6))} = ${vcov.factorFormula}`;
  return [
    [words.covariance, said],
    [words.bread, words.breads[vcov.bread]],
    [words.factor, factor],
    [words.distribution, vcov.distribution === 'normal' ? words.normal : words.t(df)],
  ];
}

function sampleText(sample: string, rows: number | undefined, { language }: ReportParts): string {
  if (rows === undefined) return sample;
  return language === 'zh' ? `${sample}（${countText(rows, ',')}行）` : `${sample} (${countText(rows, ',')} rows)`;
}

function levelText(level: number): string {
  return `${Number((level * 100).toPrecision(12))}%`;
}

/** Facts of one name said once. */
function distinctFacts(facts: readonly Fact[]): readonly Fact[] {
  return [...new Map(facts.map((fact) => [fact.join('\0'), fact])).values()];
}
