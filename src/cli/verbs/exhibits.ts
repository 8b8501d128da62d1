/** The commands that a paper declares: run the models behind some exhibits and print these. */
import type { Command } from 'commander';
import { Option } from 'commander';
import { Failure } from '../../errors/failure.ts';
import { nearestHint } from '../../errors/nearest.ts';
import { inLanguage } from '../../results/text.ts';
import type { CommandSpec, OptionSpec } from '../../spec/paper.ts';
import { makeContext } from '../context.ts';
import { draw } from '../draw.ts';
import { emit } from '../emit.ts';
import { type Home } from '../program.ts';
import { loadForRun } from '../load-for-run.ts';
import { runExhibits } from '../run-exhibits.ts';
import { type SharedOptions, withSharedOptions } from '../shared-options.ts';

type Options = SharedOptions & { readonly variant?: string; readonly flow?: boolean } & Readonly<Record<string, unknown>>;

export function addExhibitCommand(root: Command, home: Home, spec: CommandSpec): void {
  const command = withSharedOptions(root.command(spec.name))
    .description(inLanguage(spec.summary, 'en'))
    .option('--flow', 'also the sample flow: rows after each step');
  for (const option of spec.options.values()) command.addOption(optionOf(option));
  if (spec.variants.size > 0) {
    const names = [...spec.variants.values()].map(({ name, summary }) => (summary ? `${name} (${summary.en})` : name));
    command.option('--variant <name>', `another reading: ${names.join('; ')}`);
  }
  command.addHelpText('after', examples(home, spec));
  command.action(async (options: Options) => {
    const context = makeContext(options);
    const settings = [...variantSettings(spec, options.variant), ...optionSettings(spec, options), ...options.set];
    const analysis = await loadForRun(home, options, settings, spec.exhibits);
    const adds = [...spec.options.values()].filter(({ name }) => options[camelCase(name)] !== undefined).flatMap(({ adds }) => adds);
    const exhibits = [...spec.exhibits, ...adds];
    const results = await runExhibits({ home, analysis, exhibits, options, context });
    const drawn = draw(analysis, exhibits, results, { language: context.language, flow: options.flow === true, ...(options.digits !== undefined && { digits: options.digits }) });
    home.finish(await emit({ results, exhibits: drawn }, options, context));
  });
}

function optionOf(spec: OptionSpec): Option {
  const flags = spec.type === 'flag' ? `--${spec.name}` : `--${spec.name} <${spec.type}>`;
  const option = new Option(flags, inLanguage(spec.summary, 'en'));
  return spec.type === 'choice' ? option.choices([...spec.values]) : option;
}

function optionSettings(spec: CommandSpec, options: Options): string[] {
  return [...spec.options.values()].flatMap(({ name, sets, type }) => {
    const value = options[camelCase(name)];
    if (value === undefined) return [];
    if ((type === 'number' || type === 'integer') && !numeric(String(value), type)) {
      throw new Failure('E-USAGE', { place: { path: `--${name}` }, finding: `"${value}" is no ${type === 'integer' ? 'whole ' : ''}number` });
    }
    return [`${sets}=${value}`];
  });
}

function numeric(text: string, type: 'number' | 'integer'): boolean {
  return type === 'integer' ? /^-?\d+$/.test(text) : text.trim() !== '' && Number.isFinite(Number(text));
}

function variantSettings(spec: CommandSpec, name: string | undefined): readonly string[] {
  if (name === undefined) return [];
  const variant = spec.variants.get(name);
  if (variant !== undefined) return variant.settings;
  const accepted = nearestHint(name, spec.variants.keys()) ?? `variants: ${[...spec.variants.keys()].join(', ')}`;
  throw new Failure('E-USAGE', { place: { path: '--variant' }, finding: `no variant "${name}"`, accepted });
}

/** Commander names the value of `--event-window` eventWindow. */
function camelCase(name: string): string {
  return name.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

function examples({ program }: Home, { name, variants }: CommandSpec): string {
  const lines = [
    `$ ${program} ${name} --data survey.csv`,
    `$ ${program} ${name} --format json | jq .models`,
    `$ ${program} ${name} --format latex --out table.tex`,
  ];
  const [variant] = variants.keys();
  if (variant !== undefined) lines.push(`$ ${program} ${name} --variant ${variant}`);
  return `\nExamples:\n${lines.map((line) => `  ${line}`).join('\n')}\n`;
}
