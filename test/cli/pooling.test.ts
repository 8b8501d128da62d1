/** Every command of the second paper's program on the sample data: event windows, variants, draws that are interrupted and resumed. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Results } from '../../src/results/results.ts';
import { type Circumstances, pooling, temporaryFolder } from './program.ts';

const { folder, remove } = temporaryFolder();
afterAll(remove);
const here: Circumstances = { cwd: folder };
const DATA = join(import.meta.dirname, '../../sample-data/clds.csv');
/** the pooled logit is enough where draws are the point */
const FAST = ['--variant', 'as_written'];
const KHB = ['--variant', 'khb'];
/** everybody in the provinces that pool, and one person in six elsewhere */
const SMALL = join(folder, 'small.csv');
const [header = '', ...lines] = readFileSync(DATA, 'utf8').trimEnd().split('\n');
const province = header.split(',').indexOf('province');
const POOLED = new Set(['beijing', 'tianjin', 'shanghai', 'chongqing', 'ningxia', 'qinghai']);
const few = lines.filter((line) => {
  const [pid = ''] = line.split(',');
  return POOLED.has(line.split(',')[province]!) || Number(pid.replace(/\D/g, '')) % 6 === 0;
});
writeFileSync(SMALL, `${[header, ...few].join('\n')}\n`);

/** The program on the few. */
function small(args: readonly string[], circumstances: Circumstances = here) {
  return pooling([...args, '--data', SMALL], circumstances);
}

describe('the commands of the second paper', () => {
  const commands = [
    [['rollout'], ['Table 1. ', 'Ningxia    2015']],
    [['describe'], ['Table 2. ']],
    [
      ['did', ...FAST],
      ['Table 3. ', '7719', '6310', 'Region fixed effect'],
    ],
    [
      ['mediation', ...KHB],
      ['Table 4. ', 'Table 5. ', 'Share mediated, difference'],
    ],
    [
      ['heterogeneity', '--set', 'models.benchmark.estimator=logit'],
      ['Table 6. ', 'Difference: ', '1264', '2370'],
    ],
    [
      ['placebo', ...FAST, '--draws', '12'],
      ['Randomisation p', 'Figure 3. ', '◆ real'],
    ],
    [
      ['robustness', ...FAST],
      ['Table 7. ', '9816', '7662'],
    ],
  ] as const;
  for (const [args, contents] of commands) {
    it(`${args[0]}: marked synthetic, within 100 columns`, async () => {
      const { stdout, code } = await pooling(args, here);
      expect(code).toBe(0);
      for (const text of ['SYNTHETIC DATA', ...contents]) expect(stdout).toContain(text);
      expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
      expect(stdout).not.toMatch(/\u001b|undefined|NaN|\[object/);
    });
  }
});

describe('did --event-window', () => {
  it('takes its value beside or behind the equals sign, and adds the event study', async () => {
    const [beside, behind] = await Promise.all([
      small(['did', '--event-window', '-2..4', '--format', 'json']),
      small(['did', '--event-window=-2..4', '--format', 'json']),
    ]);
    expect([beside.code, behind.code]).toEqual([0, 0]);
    expect(behind.stdout).toBe(beside.stdout);
    const { models, exhibits } = JSON.parse(beside.stdout) as Results & { exhibits: { id: string }[] };
    expect(exhibits.map(({ id }) => id)).toEqual(['table_3', 'table_event_study', 'figure_2']);
    const [support] = models.event_study!.supports!;
    expect(support!.rows.map(({ eventTime }) => eventTime)).toEqual([-2, -1, 0, 1, 2, 3, 4]);
  });

  it('draws the figure with the reference hollow and the support under the axis', async () => {
    const { stdout } = await small(['did', '--event-window', '-2..4']);
    const figure = stdout.slice(stdout.indexOf('Figure 2. '));
    expect(figure.match(/○/g)).toHaveLength(1);
    expect(figure.match(/●/g)).toHaveLength(6);
    for (const label of ['province-waves', 'persons', 'identified']) expect(figure).toContain(label);
    const out = join(folder, 'figure.svg');
    expect((await small(['did', '--out', out])).code).toBe(7);
  });

  it('leads alone, which the sample does not have: warnings, and 4 under --strict', async () => {
    const args = ['did', '--event-window', '-4..-1'];
    const [plain, strict] = await Promise.all([small(args), small([...args, '--strict'])]);
    expect([plain.code, strict.code]).toEqual([0, 4]);
    expect(strict.stdout).toBe(plain.stdout);
    expect(plain.stderr).toContain('warning: event_study.healthy: event_time=-4: not identified');
  });

  const faults: readonly (readonly [readonly string[], string])[] = [
    [['4..-2'], 'E-USAGE --event-window: 4..-2 ends before it begins; -2..4'],
    [['-2..-2'], 'E-USAGE --event-window: -2..-2 holds one number; a first number below the last'],
    [['-2-4'], 'E-USAGE --event-window: "-2-4" is no range; two whole numbers: -2..4'],
    [['0..4'], 'the reference -1 is not in the event window 0..4; widen the window, or choose a reference inside it'],
  ];
  it.each(faults)('%j is refused before any data are read', async ([window], message) => {
    const { stdout, stderr, code } = await pooling(['did', '--event-window', window!, '--data', 'nowhere.csv'], here);
    expect({ stdout, code }).toEqual({ stdout: '', code: 2 });
    expect(stderr).toContain(message);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });
});

describe('did --variants', () => {
  it('sets every variant beside the command as it stands, with the printed cells that each meets', async ({
    expect,
  }) => {
    const { stdout, code } = await small(['did', '--variants']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/ {2,}default {2,}as_written {2,}province_effects {2,}linear_probability\n/);
    expect(stdout).toMatch(/\n {2}\(2\) ME( +-?\d\.\d{3}\** \(\d\.\d{3}\)){4}\n/);
    expect(stdout).toMatch(/\nt3: cells met( +\d+ of 30){4}\n/);
    expect(stdout).not.toContain('Settings: ');
  });

  it('in JSON has the models of every variant, also from standard input', async () => {
    const input = readFileSync(DATA);
    const args = ['did', '--variants', '--data', '-', '--format', 'json'];
    const { stdout, code } = await pooling(args, { ...here, input });
    expect(code).toBe(0);
    const { variants } = JSON.parse(stdout) as Results;
    expect(variants!.map(({ name }) => name)).toEqual([
      undefined,
      'as_written',
      'province_effects',
      'linear_probability',
    ]);
    const ratio = (at: number) => {
      const { effects } = variants![at]!.models.benchmark!;
      const [beta, me] = ['coefficients', 'average'].map(
        (name) => effects.find((one) => one.effect === name)!.estimates.find(({ term }) => term === 'policy')!.estimate,
      ) as [number, number];
      return me / beta;
    };
    // the ratio that tells a random intercept from a pooled logit
    expect(ratio(0)).toBeGreaterThan(0.13);
    expect(ratio(0)).toBeLessThan(0.16);
    expect(ratio(1)).toBeGreaterThan(0.21);
    expect(ratio(3)).toBeCloseTo(1, 12);
  });

  it.each([
    [['did', '--variants', '--variant', 'as_written'], '--variant and --variants; one of them'],
    [['did', '--variant', 'as_writen'], 'no variant "as_writen"; nearest: "as_written"'],
    [['placebo', '--variants', '--draws', '5'], 'this command has no table of estimates'],
    [['did', '--draws', '5'], 'unknown option "--draws"'],
    [['placebo', '--draws', '0'], '--draws: no draws; 1 or more'],
    [['placebo', '--threads', '0'], '--threads: no thread; 1 or more'],
    [['placebo', '--draws', 'many'], 'a whole number is needed'],
    [['placebo', '--progress', 'loud'], '"loud"'],
  ])('%j is refused', async (args, message) => {
    const { stdout, stderr, code } = await pooling(args, here);
    expect({ stdout, code }).toEqual({ stdout: '', code: 2 });
    expect(stderr).toContain(message);
  });
});

describe('placebo', () => {
  const draw = (args: readonly string[], circumstances: Circumstances = {}, cwd = folder) =>
    small(['placebo', ...FAST, '--format', 'json', ...args], { cwd, ...circumstances });

  it('gives the same bytes for any number of threads, and leaves no file behind', async () => {
    const own = ['1', '2', '3'].map((threads) => ({ threads, cwd: mkdtempSync(join(folder, 'threads-')) }));
    const ran = await Promise.all(
      own.map(({ threads, cwd }) => draw(['--draws', '24', '--threads', threads, '--quiet'], {}, cwd)),
    );
    expect(ran.map(({ code, stderr }) => [code, stderr])).toEqual(Array(3).fill([0, '']));
    expect(ran[1]!.stdout).toBe(ran[0]!.stdout);
    expect(ran[2]!.stdout).toBe(ran[0]!.stdout);
    expect(own.flatMap(({ cwd }) => readdirSync(cwd))).toEqual([]);
    const { placebos, provenance } = JSON.parse(ran[0]!.stdout) as Results;
    expect(placebos!.provinces).toMatchObject({ requested: 24, exact: false, unit: 'province' });
    expect(provenance.seed).toBe(placebos!.provinces!.seed);
  });

  it('takes another seed, which is said', async () => {
    const one = await draw(['--draws', '6', '--seed', '1']);
    const two = await draw(['--draws', '6', '--seed', '2']);
    const estimates = [one, two].map(
      (ended) => (JSON.parse(ended!.stdout) as Results).placebos!.provinces!.draws.estimate,
    );
    expect(estimates[0]).not.toEqual(estimates[1]);
    expect((JSON.parse(two!.stdout) as Results).notices.some(({ en }) => en.includes('seed=2'))).toBe(true);
  });

  it('says a line every tenth in a pipe when asked to, and nothing otherwise', async () => {
    const { stderr } = await draw(['--draws', '20', '--progress', 'plain']);
    const lines = stderr.trimEnd().split('\n');
    expect(lines).toHaveLength(10);
    expect(lines[0]).toBe('provinces  2/20  10 %   failed 0');
    expect(lines[9]).toBe('provinces  20/20  100 %   failed 0');
    expect((await draw(['--draws', '5'])).stderr).toBe('');
  });

  it.each(['1', '2'])(
    'with %s threads keeps what is finished after Ctrl-C, and --resume ends with the same bytes',
    async (threads) => {
      const { folder: own, remove: clean } = temporaryFolder();
      try {
        const args = ['--draws', '60', '--threads', threads, '--progress', 'plain'];
        const whole = await draw(args);
        const stopped = await draw(
          args,
          {
            disturb(child) {
              child.stderr!.on('data', (chunk: Buffer) => {
                if (/ (2|3)0 %/.test(chunk.toString())) child.kill('SIGINT');
              });
            },
          },
          own,
        );
        expect({ code: stopped.code, stdout: stopped.stdout }).toEqual({ code: 130, stdout: '' });
        const kept =
          /^E-INTERRUPTED \S*placebos\.provinces\.draws: (\d+) of 60 draws kept; continue with the same command and --resume$/m.exec(
            stopped.stderr,
          );
        expect(Number(kept?.[1])).toBeGreaterThanOrEqual(12);
        expect(Number(kept?.[1])).toBeLessThan(60);
        const again = await draw(args, {}, own);
        expect(again.code).toBe(2);
        expect(again.stderr).toContain('--resume continues it');
        const resumed = await draw([...args, '--resume'], {}, own);
        expect(resumed.code).toBe(0);
        expect(resumed.stdout).toBe(whole.stdout);
        expect(readdirSync(own)).toEqual([]);
        // what was there already is not said again
        const said = resumed.stderr.trimEnd().split('\n');
        expect(said.length).toBeLessThan(10);
        expect(said.at(-1)).toContain('60/60');
      } finally {
        clean();
      }
    },
  );

  it('keeps the log beside --out', async () => {
    const { folder: own, remove: clean } = temporaryFolder();
    try {
      const out = join(own, 'result.json');
      const log = join(own, 'placebos.provinces.draws');
      let seen = false;
      await draw(['--draws', '10', '--progress', 'plain', '--out', out], {
        disturb: (child) => child.stderr!.on('data', () => (seen ||= existsSync(log))),
      });
      expect([seen, existsSync(out), existsSync(log)]).toEqual([true, true, false]);
    } finally {
      clean();
    }
  });
});

it('replicate: every table beside the printed one, and how many cells every variant meets', async () => {
  const args = ['replicate', '--format', 'json', '--draws', '4', '--quiet', '--no-fail'];
  const { stdout, code } = await small(args);
  expect(code).toBe(0);
  const { comparisons, variants, exhibits } = JSON.parse(stdout) as Results & { exhibits: { id: string }[] };
  expect(comparisons.map(({ table }) => table)).toEqual(['t2', 't3', 't4', 't5', 't6', 't7', 'fig2', 'fig3']);
  const shown = exhibits.map(({ id }) => id);
  expect(shown).toEqual(expect.arrayContaining(['table_1', 'table_event_study', 'figure_2', 'figure_3', 'variants']));
  const named = variants!.map(({ command, name = 'default' }) => `${command} ${name}`);
  expect(named).toEqual(
    expect.arrayContaining(['did default', 'did as_written', 'did linear_probability', 'robustness default']),
  );
  // what draws at random would take minutes
  expect(named).not.toContain('mediation bootstrap');
  expect(named.some((name) => name.startsWith('placebo'))).toBe(false);
  const [base] = variants!;
  const t3 = comparisons.find(({ table }) => table === 't3')!;
  expect(base!.comparisons.map(({ table, counts }) => [table, counts])).toEqual([['t3', t3.counts]]);
});
