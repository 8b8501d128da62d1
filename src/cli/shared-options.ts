/** Options that every verb takes, and what they mean. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Language } from '../results/text.ts';
import type { ContextOptions } from './context.ts';

export interface SharedOptions extends ContextOptions {
  readonly data?: string;
  readonly spec?: string;
  readonly set: readonly string[];
  readonly vcov?: string;
  readonly format?: string;
  readonly out?: string;
  readonly digits?: number;
  readonly lang: Language;
  readonly errors: 'text' | 'json';
}

const collect = (value: string, before: readonly string[]) => [...before, value];

/** Options of input, output and manner. */
export function withSharedOptions(command: Command): Command {
  return command
    .option('-d, --data <file>', 'the survey as CSV; - reads standard input; the synthetic sample data unless given')
    .option('--spec <path>', "a folder with a paper's YAML files, in place of the one that came with the program")
    .option('--set <path=value>', 'replaces a key of the spec, e.g. models.m.vcov=robust (repeatable)', collect, [])
    .option('--vcov <word>', 'covariance of every model: model, robust, hc1, "{cluster: {by: city}}"')
    .option('-f, --format <name>', 'terminal, csv, tsv, markdown, latex, html, json, svg or png; else by the ending of --out')
    .option('-o, --out <file>', 'writes there, whole or not at all, in place of standard output')
    .option('--digits <n>', 'decimals of estimates and means', wholeNumber)
    .addOption(new Option('--lang <language>', 'language of labels and notes').choices(['en', 'zh']).default('en'))
    .option('-q, --quiet', 'nothing on standard error but failures')
    .option('--strict', 'exit code 10 when there are warnings')
    .option('--no-color', 'no colours')
    .addOption(new Option('--errors <form>', 'form of failures on standard error').choices(['text', 'json']).default('text'));
}

export function wholeNumber(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError('a whole number is needed.');
  return Number(text);
}
