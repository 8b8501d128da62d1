/** `explain`: what the models are, in words, without data: sample, equation, covariance, effects. */
import type { Command } from 'commander';
import { Failure } from '../../errors/failure.ts';
import { nearestHint } from '../../errors/nearest.ts';
import { inLanguage, type Language } from '../../results/text.ts';
import type { Analysis, ModelSpec } from '../../spec/paper.ts';
import { exhibitNeeds } from '../exhibit-needs.ts';
import { loadForRun } from '../load-for-run.ts';
import type { Home } from '../program.ts';
import { type SharedOptions, withSharedOptions } from '../shared-options.ts';
import { CLOSED_PIPE, writeStdout } from '../streams.ts';

const WORDS = {
  en: { sample: 'sample', equation: 'equation', on: 'on', where: 'rows where', weights: 'weights', covariance: 'covariance', effects: 'reports', constant: 'constant', from: 'from', interval: 'confidence intervals' },
  zh: { sample: '样本', equation: '方程', on: '解释变量', where: '限于', weights: '权重', covariance: '协方差', effects: '报告', constant: '常数项', from: '取自', interval: '置信区间' },
} as const;

export function addExplain(root: Command, home: Home): void {
  withSharedOptions(root.command('explain'))
    .argument('[name]', 'a model, a command or an exhibit; every model unless given')
    .description('Says in words what each model is: sample, equation, covariance, effects')
    .addHelpText('after', `\nExamples:\n  $ ${home.program} explain\n  $ ${home.program} explain ${[...home.paper.commands.keys()][0] ?? 'model'}\n`)
    .action(async (name: string | undefined, options: SharedOptions) => {
      const analysis = loadForRun(home, options, options.set);
      const text = modelsOf(home, analysis, name).map((model) => explain(analysis, model, options.lang)).join('\n');
      home.finish((await writeStdout(text)) ? 0 : CLOSED_PIPE);
    });
}

function modelsOf(home: Home, analysis: Analysis, name: string | undefined): readonly ModelSpec[] {
  if (name === undefined) return [...analysis.models.values()];
  const model = analysis.models.get(name);
  if (model !== undefined) return [model];
  const exhibits = home.paper.commands.get(name)?.exhibits ?? (analysis.tables.has(name) || analysis.figures.has(name) ? [name] : undefined);
  if (exhibits !== undefined) return exhibitNeeds(analysis, exhibits).models.map((one) => analysis.models.get(one)!);
  const known = [...analysis.models.keys(), ...home.paper.commands.keys(), ...analysis.tables.keys(), ...analysis.figures.keys()];
  const accepted = nearestHint(name, known) ?? `known: ${known.join(', ')}`;
  throw new Failure('E-USAGE', { finding: `nothing to explain is called "${name}"`, accepted });
}

function explain(analysis: Analysis, model: ModelSpec, language: Language): string {
  const words = WORDS[language];
  const { asked, estimator } = model;
  const sample = analysis.samples.get(model.sample);
  const lines = [`${model.name}: ${inLanguage(model.label, language)}`];
  const chain = sample?.from === undefined ? '' : ` (${words.from} ${sample.from})`;
  lines.push(`  ${words.sample}: ${sample === undefined ? model.sample : inLanguage(sample.label, language)}${chain}`);
  for (const equation of estimator.equations(asked)) {
    const rule = equation.outcomeRule === undefined ? equation.outcome : equation.outcomeRule.text;
    const terms = [...(equation.intercept ? [words.constant] : []), ...equation.terms.map((term) => term.name)];
    lines.push(`  ${words.equation} ${equation.name}: ${rule}, ${estimator.name}, ${words.on} ${terms.join(', ')}`);
    if (equation.where !== undefined) lines.push(`    ${words.where} ${equation.where.text}`);
    if (equation.weights !== undefined) lines.push(`    ${words.weights}: ${equation.weights.kind} (${equation.weights.variable})`);
  }
  lines.push(`  ${words.covariance}: ${model.vcov.name}; ${words.interval} ${100 * model.confLevel} %`);
  lines.push(`  ${words.effects}: ${model.effects.map((effect) => effect.name).join(', ')}`);
  return `${lines.join('\n')}\n`;
}
