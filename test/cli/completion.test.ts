/** The completion scripts: bash runs its own, for real words; zsh and fish where they are installed, else the lines are read. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { executable, pooling, reimb, temporaryFolder } from './program.ts';

const { folder, remove } = temporaryFolder();
const here = join(folder, 'here');

beforeAll(async () => {
  mkdirSync(here);
  writeFileSync(join(here, 'survey one.csv'), '');
  writeFileSync(join(here, 'spec.yaml'), '');
  const made = [['reimb', reimb] as const, ['pooling', pooling] as const].flatMap(([program, run]) =>
    ['bash', 'zsh', 'fish'].map(async (shell) => {
      const { stdout, stderr, code } = await run(['completion', shell]);
      expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
      writeFileSync(join(folder, `${program}.${shell}`), stdout);
    }),
  );
  await Promise.all(made);
}, 60_000);

afterAll(remove);

/** What bash offers for a line; its words are split as readline splits them. */
function offered(program: string, ...words: string[]): string[] {
  const script = `source '${join(folder, `${program}.bash`)}'
COMP_WORDS=(${program} ${words.map((word) => `'${word}'`).join(' ')})
COMP_CWORD=$((\${#COMP_WORDS[@]} - 1))
_${program}
for word in "\${COMPREPLY[@]}"; do printf '%s\\n' "$word"; done`;
  const { stdout, stderr } = spawnSync('bash', ['--norc', '-c', script], { cwd: here, encoding: 'utf8' });
  expect(stderr).toBe('');
  return stdout.split('\n').filter((word) => word !== '');
}

describe('bash', () => {
  it('is registered by sourcing what the program prints', () => {
    const line = `source <(${process.execPath} ${executable('reimb')} completion bash); complete -p reimb`;
    const { stdout, stderr } = spawnSync('bash', ['--norc', '-c', line], { encoding: 'utf8' });
    expect([stdout, stderr]).toEqual(['complete -F _reimb reimb\n', '']);
  });

  it('completes commands', () => {
    expect(offered('reimb', 'two')).toEqual(['two-part']);
    expect(offered('pooling', 'ro')).toEqual(['rollout', 'robustness']);
    expect(offered('pooling', '')).toEqual(
      expect.arrayContaining(['did', 'replicate', 'explain', 'completion', '--help']),
    );
  });

  it('completes the options of the command that was typed', () => {
    expect(offered('pooling', 'did', '--ev')).toEqual(['--event-window']);
    expect(offered('pooling', 'describe', '--ev')).toEqual([]);
    expect(offered('reimb', 'explain', '--res')).toEqual(['--results']);
  });

  it('completes choices, formats and variants, also behind a sign', () => {
    expect(offered('reimb', 'two-part', '--lang', '')).toEqual(['en', 'zh']);
    expect(offered('reimb', 'two-part', '--format', 'j')).toEqual(['json', 'junit']);
    expect(offered('reimb', 'two-part', '--format', '=', 'lat')).toEqual(['latex']);
    expect(offered('reimb', 'two-part', '--lang', '=')).toEqual(['en', 'zh']);
    expect(offered('pooling', 'mediation', '--variant', '')).toEqual(['khb']);
    expect(offered('pooling', 'did', '--variant', 'as')).toEqual(['as_written']);
    expect(offered('reimb', 'completion', '')).toEqual(['bash', 'zsh', 'fish']);
  });

  it('completes names of models and exhibits, and files with spaces', () => {
    expect(offered('pooling', 'explain', 'table_7')).toEqual(['table_7']);
    expect(offered('reimb', 'explain', 'benefits_n')).toEqual(['benefits_ncms']);
    expect(offered('reimb', 'two-part', '--data', 'surv')).toEqual(['survey one.csv']);
    expect(offered('reimb', 'run', 'sp')).toEqual(['spec.yaml']);
    expect(offered('reimb', 'two-part', '--digits', '')).toEqual([]);
  });
});

describe('every script', () => {
  const texts = (shell: string) =>
    ['reimb', 'pooling'].map(
      (program) => spawnSync('cat', [join(folder, `${program}.${shell}`)], { encoding: 'utf8' }).stdout,
    );

  it.each(['bash', 'zsh', 'fish'])('%s names every command and option of --help', async (shell) => {
    for (const [index, run] of [reimb, pooling].entries()) {
      const text = texts(shell)[index]!;
      const { stdout } = await run(['--help']);
      const commands = [...stdout.matchAll(/^ {2}([a-z][a-z-]*) /gm)].map((match) => match[1]!);
      expect(commands.length).toBeGreaterThan(10);
      for (const command of commands) expect(text, command).toContain(command);
      for (const option of ['data', 'event-window', 'report', 'no-color'].slice(0, index === 0 ? 1 : 4)) {
        expect(text).toContain(shell === 'fish' ? `-l ${option}` : `--${option}`);
      }
    }
  });

  it.each([
    ['zsh', '-n'],
    ['fish', '--no-execute'],
  ])('%s parses, where it is installed; its quotes are in pairs', (shell, flag) => {
    for (const [index, text] of texts(shell).entries()) {
      const program = ['reimb', 'pooling'][index]!;
      const parsed = spawnSync(shell, [flag, join(folder, `${program}.${shell}`)], { encoding: 'utf8' });
      if (parsed.error === undefined) expect([parsed.status, parsed.stderr]).toEqual([0, '']);
      for (const line of text.split('\n').filter((one) => !one.startsWith('#'))) {
        const bare = shell === 'fish' ? line.replace(/\\[\\']/g, '') : line.replaceAll(`'\\''`, '');
        expect(bare.split("'").length % 2, line).toBe(1);
      }
    }
  });

  it('is refused for another shell', async () => {
    const { stderr, code } = await reimb(['completion', 'tcsh']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^E-USAGE command-argument value "tcsh" is invalid/);
  });
});
