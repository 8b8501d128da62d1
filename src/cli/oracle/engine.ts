/** Another program runs a script on the data; what it wrote comes back as text. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Failure } from '../../errors/failure.ts';

interface Engine {
  readonly program: string;
  /** the environment variable that names another program in its place */
  readonly variable: string;
  readonly before: readonly string[];
  /** what the script needs beside the program */
  readonly needs: string;
}

const ENGINES: Readonly<Record<string, Engine>> = {
  r: { program: 'Rscript', variable: 'RSCRIPT', before: ['--vanilla', '--encoding=UTF-8'], needs: 'R 4.0 or later' },
  python: { program: 'python3', variable: 'PYTHON', before: [], needs: 'python3 with pandas, scipy and statsmodels' },
};

/**
 * Runs Rscript or python3, or what the environment variable RSCRIPT or PYTHON names: writes the script into a folder of its own, runs it on the data where they are, and gives back the file of estimates. The
 * folder holds no data and is removed afterwards. E-ENGINE when the program or a package is missing, or the script fails.
 */
export async function runEngine(name: string, script: string, data: readonly string[]): Promise<string> {
  const found = ENGINES[name]!;
  const engine = { ...found, program: process.env[found.variable] || found.program };
  const folder = mkdtempSync(join(tmpdir(), 'oracle-'));
  try {
    const file = join(folder, 'script');
    const estimates = join(folder, 'estimates.csv');
    writeFileSync(file, script, { mode: 0o600 });
    const { code, said } = await run(
      engine,
      [...engine.before, file, estimates, ...data.map((path) => resolve(path))],
      folder,
    );
    if (code !== 0) throw failed(engine, said);
    return readFileSync(estimates, 'utf8');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function run(engine: Engine, words: readonly string[], folder: string): Promise<{ code: number | null; said: string }> {
  const { program } = engine;
  return new Promise((done, refuse) => {
    const env = { ...process.env, LC_ALL: 'C.UTF-8', PYTHONDONTWRITEBYTECODE: '1' };
    const child = spawn(program, words, { cwd: folder, env, stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-20_000);
    });
    child.on('error', () => {
      refuse(
        new Failure('E-ENGINE', {
          place: { path: '--oracle' },
          finding: `${program} is not installed, or not on the search path`,
          remedy: `install ${engine.needs}`,
        }),
      );
    });
    child.on('close', (code) => done({ code, said }));
  });
}

/** What scripts stop with in words of their own carries no data; other messages might, so that only their kind is said. */
function failed({ program, needs }: Engine, said: string): Failure {
  const missing = /there is no package called .(\w+)|No module named '([\w.]+)'/.exec(said);
  const own = /^.*SCRIPT: (.*)$/m.exec(said)?.[1];
  const place = { path: '--oracle' };
  if (missing !== null) {
    const finding = `${program} has no package "${missing[1] ?? missing[2]}"`;
    return new Failure('E-ENGINE', { place, finding, remedy: `install ${needs}` });
  }
  return new Failure('E-ENGINE', {
    place,
    finding: `${program} did not finish the script${own === undefined ? '' : `: ${own}`}`,
    remedy: 'run the script of `emit` by hand to see its own messages',
  });
}
