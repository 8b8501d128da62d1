/** What the pages and the help tell a reader to type is a command line that the programs take. */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { commandLine } from '../../src/cli/program.ts';
import { loadFront } from '../../src/spec/load-front.ts';

const root = resolve(import.meta.dirname, '../..');
const PROGRAMS = ['reimb', 'pooling'] as const;
const PAGES = [
  'README.md',
  'README.zh.md',
  'docs/own-data.md',
  'docs/recipes.md',
  'docs/audit.md',
  'docs/solve.md',
  'docs/lint.md',
  'docs/assertions.md',
  'docs/provenance.md',
  'docs/report.md',
  'docs/words.md',
  'docs/emit.md',
];

interface Typed {
  readonly program: string;
  readonly words: readonly string[];
}

/** The line as a shell splits it, as far as the first program ends: quotes are read, comments and pipes end it. */
function wordsOf(line: string): string[] {
  const words: string[] = [];
  const token = /\s*(?:([|&;<>#)])|((?:"[^"]*"|'[^']*'|[^\s"'|&;<>)])+))/gy;
  for (let match = token.exec(line); match?.[2] !== undefined; match = token.exec(line)) {
    words.push(match[2].replace(/"([^"]*)"|'([^']*)'/g, '$1$2'));
  }
  return words;
}

/** Every call of a program in a text of commands: at the start of a line, or handed to another command. */
function callsIn(text: string): Typed[] {
  return text.split('\n').flatMap((line) => {
    const code = line.replace(/(?:^|\s)#.*$/, '');
    return [...code.matchAll(/(?:^\s*(?:\$ )?|<\(|--map-root-user )(reimb|pooling)(?= |$)/g)].map((match) => {
      const [program, ...words] = wordsOf(code.slice(match.index + match[0].length - match[1]!.length));
      return { program: program!, words };
    });
  });
}

const textOf = (page: string) => readFileSync(join(root, page), 'utf8');

/** Blocks for a shell, indented or fenced, and commands within a sentence. */
function commandsOf(page: string): string[] {
  const text = textOf(page);
  const fenced = [...text.matchAll(/^```(.*)\n([\s\S]*?)^```$/gm)];
  const blocks = fenced.filter(([, kind]) => kind === '' || kind === 'sh').map(([, , block]) => block!);
  const prose = text.replace(/^```[\s\S]*?^```$/gm, '');
  const indented = [...prose.matchAll(/^ {4}((?:reimb|pooling) .*)$/gm)].map((match) => match[1]!);
  const inline = [...prose.matchAll(/`((?:reimb|pooling) [^`]+)`/g)].map((match) => match[1]!);
  return [...blocks, ...indented, ...inline];
}

/** The command line of a program that only reads what is typed. */
function parser(program: string): Command {
  const folder = join(root, 'specs', program);
  const front = loadFront(folder);
  const line = commandLine({ program, root, version: '0', argv: [], folder, front, finish: () => {} });
  line.configureOutput({ writeOut: () => {} });
  for (const command of line.commands) command.configureOutput({ writeOut: () => {} }).action(() => {});
  return line;
}

/** What a program has against a command line; undefined when it takes it. */
async function objection({ program, words }: Typed): Promise<string | undefined> {
  try {
    await parser(program).parseAsync([...words], { from: 'user' });
  } catch (error) {
    const { exitCode, message } = error as { exitCode?: number; message: string };
    return exitCode === 0 ? undefined : `${program} ${words.join(' ')}: ${message}`;
  }
  const { commands } = loadFront(join(root, 'specs', program));
  const variants = commands.get(words.find((word) => commands.has(word)) ?? '')?.variants;
  const named = words.includes('--variant') ? words[words.indexOf('--variant') + 1]! : undefined;
  if (named !== undefined && !variants?.has(named)) return `${program} ${words.join(' ')}: no variant ${named}`;
  const missing = words.find((word) => word.startsWith('docs/') && !existsSync(join(root, word)));
  return missing === undefined ? undefined : `${missing} is not there`;
}

const objections = async (calls: readonly Typed[]) =>
  (await Promise.all(calls.map(objection))).filter((one) => one !== undefined);

describe('commands on the pages', () => {
  it.each(PAGES)('%s', async (page) => {
    const calls = commandsOf(page).flatMap(callsIn);
    expect(calls.length).toBeGreaterThan(2);
    expect(await objections(calls)).toEqual([]);
  });

  it('a wrong verb, option, choice, variant, file or number is objected to', async () => {
    const wrong = [
      'reimb two-parts',
      'reimb two-part --formt json',
      'reimb two-part --lang fr',
      'reimb two-part --variant best',
      'reimb run docs/examples/nothing.yaml',
      'pooling placebo --draws many',
      'reimb emit two-part',
      'reimb diff before.json',
      'source <(reimb completion tcsh)',
    ];
    for (const line of wrong) expect(await objections(callsIn(line)), line).toHaveLength(1);
    expect(callsIn('reimb run a.yaml --vcov "{cluster: {by: city}}" --format json | jq .models # said')).toEqual([
      { program: 'reimb', words: ['run', 'a.yaml', '--vcov', '{cluster: {by: city}}', '--format', 'json'] },
    ]);
  });
});

describe.each(PROGRAMS)('help of %s', (program) => {
  const helps = [parser(program), ...parser(program).commands].map((command) => {
    let text = '';
    command.configureOutput({ writeOut: (part) => (text += part) }).outputHelp();
    return [command.name(), text] as const;
  });

  it.each(helps)('%s: examples that can be typed', async (_, help) => {
    const [, examples] = /^Examples:\n((?: {2}\$ .*\n)+)/m.exec(help) ?? [];
    const lines = (examples ?? '').split('\n').filter((line) => line !== '');
    expect(lines.length).toBeGreaterThan(0);
    // in --help of the program each line is followed by what it is for
    const typed = lines.map((line) => line.trim().replace(/ {3,}.*$/, ''));
    const calls = typed.flatMap(callsIn);
    expect(calls).toHaveLength(typed.length);
    expect(await objections(calls)).toEqual([]);
  });

  it('every option says what it is for', () => {
    const silent = parser(program).commands.flatMap((command) =>
      command.options.filter(({ description }) => description === '').map(({ flags }) => `${command.name()} ${flags}`),
    );
    expect(silent).toEqual([]);
  });
});
