/** What can be typed after a program's name: its commands, their options and arguments, and what each takes. */
import type { Argument, Command, Option } from 'commander';

/** A value that is typed: a file, one of some words, or anything. */
export type TypedValue =
  | { readonly kind: 'file' }
  | { readonly kind: 'words'; readonly words: readonly string[] }
  | { readonly kind: 'any' };

export interface TypedOption {
  /** `--data`, `-d` */
  readonly names: readonly string[];
  readonly summary: string;
  /** absent for a flag */
  readonly value?: TypedValue;
  /** whether it may be given without its value */
  readonly optional: boolean;
  readonly repeatable: boolean;
}

export interface TypedCommand {
  readonly name: string;
  readonly summary: string;
  readonly options: readonly TypedOption[];
  /** what its arguments take, in order; the last one again where it takes several */
  readonly arguments: readonly TypedValue[];
}

export interface CompletionTree {
  readonly program: string;
  readonly commands: readonly TypedCommand[];
}

/** Words that the command line itself does not list. */
export interface KnownWords {
  readonly formats: readonly string[];
  /** commands that the paper declares */
  readonly commands: readonly string[];
  /** names of models, summaries, exhibits, ... that an argument called name takes */
  readonly names: readonly string[];
  /** variants of a command; of all commands where the command has none of its own */
  variantsOf(command: string): readonly string[];
}

/** Placeholders of options and arguments that stand for files and folders. */
const FILES = /^(?:file|folder|path|spec|before|after|\w+\.json)$/;

/** Everything a built command line can take; hidden commands are left out. */
export function completionTree(root: Command, known: KnownWords): CompletionTree {
  const help = root.createHelp();
  return {
    program: root.name(),
    commands: help.visibleCommands(root).map((command) => ({
      name: command.name(),
      summary: command.description().split('\n')[0]!,
      options: help.visibleOptions(command).map((option) => typedOption(option, command.name(), known)),
      arguments: command.registeredArguments.map((argument) => argumentValue(argument, known)),
    })),
  };
}

function typedOption(option: Option, command: string, known: KnownWords): TypedOption {
  const names = [option.long, option.short].flatMap((name) => name ?? []);
  const placeholder = /[<[]([^>\]]+)[>\]]/.exec(option.flags)?.[1]?.replace(/\.{3}$/, '');
  const value = placeholder === undefined ? undefined : optionValue(option, placeholder, command, known);
  return {
    names,
    summary: option.description,
    ...(value && { value }),
    optional: option.optional,
    repeatable: Array.isArray(option.defaultValue) || /repeat/.test(option.description),
  };
}

function optionValue(option: Option, placeholder: string, command: string, known: KnownWords): TypedValue {
  if (option.argChoices !== undefined) return { kind: 'words', words: option.argChoices };
  if (option.long === '--format') return { kind: 'words', words: known.formats };
  if (option.long === '--variant') return { kind: 'words', words: known.variantsOf(command) };
  return FILES.test(placeholder) ? { kind: 'file' } : { kind: 'any' };
}

function argumentValue(argument: Argument, known: KnownWords): TypedValue {
  if (argument.argChoices !== undefined) return { kind: 'words', words: argument.argChoices };
  if (argument.name() === 'name') return { kind: 'words', words: known.names };
  if (argument.name() === 'commands') return { kind: 'words', words: known.commands };
  return FILES.test(argument.name()) ? { kind: 'file' } : { kind: 'any' };
}
