/** Runs a command that the paper declares. */
import { Failure } from '../../errors/failure.ts';
import { nearestHint } from '../../errors/nearest.ts';
import type { CommandSpec } from '../../spec/paper.ts';
import { makeContext } from '../context.ts';
import { draw } from '../draw.ts';
import { emit } from '../emit.ts';
import { loadAnalysis } from '../load-analysis.ts';
import { chooseOutput } from '../output.ts';
import type { Home } from '../program.ts';
import { runExhibits } from '../run-exhibits.ts';
import type { ExhibitOptions } from '../verbs/exhibits.ts';

type Given = ExhibitOptions & Readonly<Record<string, unknown>>;

export async function runExhibitCommand(home: Home, command: CommandSpec, options: Given): Promise<number> {
  const context = makeContext(options);
  const output = chooseOutput(options);
  const settings = [...variantSettings(command, options.variant), ...optionSettings(command, options)];
  const added = [...command.options.values()].filter(({ name }) => options[camelCase(name)] !== undefined);
  const exhibits = [...new Set([...command.exhibits, ...added.flatMap(({ adds }) => adds)])];
  const analysis = loadAnalysis({ folder: home.folder, options, settings, exhibits });
  const results = await runExhibits({ home, analysis, exhibits, options, context });
  const { language } = context;
  const { digits, flow = false } = options;
  const drawn = draw(analysis, exhibits, results, { language, flow, ...(digits !== undefined && { digits }) });
  return emit({ results, exhibits: drawn }, output, context);
}

function optionSettings(command: CommandSpec, options: Given): string[] {
  return [...command.options.values()].flatMap(({ name, sets, type }) => {
    const value = options[camelCase(name)];
    if (value === undefined) return [];
    if ((type === 'number' || type === 'integer') && !isNumber(String(value), type)) {
      const finding = `"${value}" is no ${type === 'integer' ? 'whole ' : ''}number`;
      throw new Failure('E-USAGE', { place: { path: `--${name}` }, finding });
    }
    return [`${sets}=${value}`];
  });
}

function isNumber(text: string, type: 'number' | 'integer'): boolean {
  return type === 'integer' ? /^-?\d+$/.test(text) : text.trim() !== '' && Number.isFinite(Number(text));
}

function variantSettings(command: CommandSpec, name: string | undefined): readonly string[] {
  if (name === undefined) return [];
  const variant = command.variants.get(name);
  if (variant !== undefined) return variant.settings;
  const accepted = nearestHint(name, command.variants.keys()) ?? `variants: ${[...command.variants.keys()].join(', ')}`;
  throw new Failure('E-USAGE', { place: { path: '--variant' }, finding: `no variant "${name}"`, accepted });
}

/** Commander names the value of `--event-window` eventWindow. */
function camelCase(name: string): string {
  return name.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
