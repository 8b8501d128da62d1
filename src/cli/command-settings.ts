/** What a command of a paper was given, as settings of its spec and names of its exhibits. */
import { Failure } from '../errors/failure.ts';
import { nearestHint } from '../errors/nearest.ts';
import type { CommandSpec, OptionSpec } from '../spec/paper.ts';

/** Values by commander's names: eventWindow for `--event-window`. */
export type Given = Readonly<Record<string, unknown>>;

/**
 * The exhibits of the command, then those that its given options add, each once; of these the ones that --only names, where
 * it is given. E-USAGE for a name that is not among them.
 */
export function commandExhibits(
  command: CommandSpec,
  given: Given & { readonly only?: readonly string[] },
): readonly string[] {
  const added = [...command.options.values()].filter(({ name }) => given[camelCase(name)] !== undefined);
  const all = [...new Set([...command.exhibits, ...added.flatMap(({ adds }) => adds)])];
  const { only = [] } = given;
  const unknown = only.find((name) => !all.includes(name));
  if (unknown !== undefined) {
    const accepted = nearestHint(unknown, all) ?? `here: ${all.join(', ')}`;
    throw new Failure('E-USAGE', { place: { path: '--only' }, finding: `no table or figure "${unknown}"`, accepted });
  }
  return only.length === 0 ? all : all.filter((name) => only.includes(name));
}

/** `path=value` for every given option; E-USAGE for a value that the option does not take. */
export function optionSettings(command: CommandSpec, given: Given): string[] {
  return [...command.options.values()].flatMap((option) => {
    const value = given[camelCase(option.name)];
    if (value === undefined) return [];
    const text = settingText(option, String(value));
    return option.sets.map((path) => `${path}=${text}`);
  });
}

/** The settings of a variant; E-USAGE for a name that the command does not have. */
export function variantSettings({ variants }: CommandSpec, name: string | undefined): readonly string[] {
  if (name === undefined) return [];
  const variant = variants.get(name);
  if (variant !== undefined) return variant.settings;
  const accepted = nearestHint(name, variants.keys()) ?? `variants: ${[...variants.keys()].join(', ')}`;
  throw new Failure('E-USAGE', { place: { path: '--variant' }, finding: `no variant "${name}"`, accepted });
}

function settingText({ name, type }: OptionSpec, value: string): string {
  if (type === 'range') return rangeText(name, value);
  if ((type === 'number' || type === 'integer') && !isNumber(value, type)) {
    const finding = `"${value}" is no ${type === 'integer' ? 'whole ' : ''}number`;
    throw new Failure('E-USAGE', { place: { path: `--${name}` }, finding });
  }
  return value;
}

/** `-2..4` as a list of two whole numbers, the first below the second. */
function rangeText(name: string, value: string): string {
  const place = { path: `--${name}` };
  const match = /^\s*([-\u2212+]?\d{1,9})\s*\.\.\s*([-\u2212+]?\d{1,9})\s*$/.exec(value);
  if (match === null) {
    const finding = `"${value}" is no range`;
    throw new Failure('E-USAGE', { place, finding, accepted: 'two whole numbers: -2..4' });
  }
  const [first, last] = match.slice(1).map((text) => Number(text.replace('\u2212', '-'))) as [number, number];
  if (first < last) return `[${first}, ${last}]`;
  throw new Failure('E-USAGE', {
    place,
    finding: `${first}..${last} ${first === last ? 'holds one number' : 'ends before it begins'}`,
    accepted: first === last ? 'a first number below the last' : `${last}..${first}`,
  });
}

function isNumber(text: string, type: 'number' | 'integer'): boolean {
  return type === 'integer' ? /^-?\d+$/.test(text) : text.trim() !== '' && Number.isFinite(Number(text));
}

/** Commander names the value of `--event-window` eventWindow. */
function camelCase(name: string): string {
  return name.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
