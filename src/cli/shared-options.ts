/** Options that several verbs take, and what they mean. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Language } from '../results/text.ts';

const MOST_DIGITS = 15;

export interface DataOptions {
  /** paths, or - for standard input; several files are read as one */
  readonly data: readonly string[];
}

export interface SpecOptions {
  readonly spec?: string;
  readonly set: readonly string[];
  readonly vcov?: string;
}

export interface OutputOptions {
  readonly format?: string;
  readonly out?: string;
}

export interface MannerOptions {
  readonly lang: Language;
  readonly color: boolean;
  readonly quiet?: boolean;
  readonly strict?: boolean;
  readonly errors: 'text' | 'json';
}

/** What a verb takes that reads data and prints exhibits. */
export interface SharedOptions extends DataOptions, SpecOptions, OutputOptions, MannerOptions {
  readonly digits?: number;
}

// `--no-data` before `--data FILE` leaves false: the last one holds
/** An option that may be given several times. */
export const collect = (value: string, before: readonly string[] | false) => [...(before || []), value];

export function withData(command: Command): Command {
  const said =
    'the survey as CSV; - reads standard input; repeat it to append files; else the file that the spec names, or the synthetic sample data';
  return command.option('-d, --data <file>', said, collect, []);
}

/** `--spec` as well, unless the verb has an argument for it. */
export function withSettings(command: Command, { spec }: { readonly spec: boolean }): Command {
  if (spec) command.option('--spec <path>', "a paper's folder or a model file, in place of what came with the program");
  return command
    .option('--set <path=value>', 'replaces a key of the spec, e.g. models.m.vcov=robust (repeatable)', collect, [])
    .option('--vcov <word>', 'covariance of every model: model, robust, hc1, "{cluster: {by: city}}"');
}

export function withFormat(command: Command): Command {
  return command.option(
    '-f, --format <name>',
    'form of the output, e.g. csv, latex, json; else by the ending of --out',
  );
}

export function withOut(command: Command): Command {
  return command.option('-o, --out <file>', 'writes there, whole or not at all, in place of standard output');
}

export function withDigits(command: Command): Command {
  return command.option('--digits <n>', 'decimals of estimates and means', digits);
}

/** Language, colour, warnings. */
export function withManner(command: Command): Command {
  return withLanguage(withErrors(command))
    .option('--strict', 'exit code 10 when there are warnings, 4 when an event study is not identified')
    .option('--no-color', 'no colours');
}

export function withLanguage(command: Command): Command {
  const lang = new Option('--lang <language>', 'language of labels and notes').choices(['en', 'zh']);
  return command.addOption(lang.default('en'));
}

/** What every verb takes. */
export function withErrors(command: Command): Command {
  const errors = new Option('--errors <form>', 'form of failures on standard error').choices(['text', 'json']);
  return command.option('-q, --quiet', 'nothing on standard error but failures').addOption(errors.default('text'));
}

/** All of the above. */
export function withSharedOptions(command: Command, spec = true): Command {
  return withManner(withDigits(withOut(withFormat(withSettings(withData(command), { spec })))));
}

export function wholeNumber(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError('a whole number is needed.');
  return Number(text);
}

function digits(text: string): number {
  const number = wholeNumber(text);
  if (number > MOST_DIGITS) throw new InvalidArgumentError(`at most ${MOST_DIGITS} decimals.`);
  return number;
}
