/** Runs the built executables as a user does: a process, its bytes on stdout, its lines on stderr, its exit code. */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../..');

export const SAMPLE = join(ROOT, 'sample-data/cmds2014.csv');
export const SPECS = join(ROOT, 'specs/reimb');

export interface Ended {
  readonly stdout: string;
  readonly bytes: Buffer;
  readonly stderr: string;
  /** null when a signal ended the process */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface Circumstances {
  readonly input?: string | Buffer;
  /** added to an environment without colour variables */
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** runs as this user, where the tests run as root */
  readonly uid?: number;
  /** called with the process, to disturb it */
  disturb?(child: ReturnType<typeof spawn>): void;
}

/** The path of an executable; the tests take the one that `npm run build` made. */
export function executable(program: string): string {
  const path = join(ROOT, 'dist/bin', `${program}.js`);
  if (!existsSync(path)) throw new Error(`${path} is not there: npm run build`);
  return path;
}

/** `reimb` with these arguments. */
export function reimb(args: readonly string[], circumstances: Circumstances = {}): Promise<Ended> {
  return run(process.execPath, [executable('reimb'), ...args], circumstances);
}

/** `pooling` with these arguments. */
export function pooling(args: readonly string[], circumstances: Circumstances = {}): Promise<Ended> {
  return run(process.execPath, [executable('pooling'), ...args], circumstances);
}

/** A line for the shell, in which "$reimb" is the program. */
export function shell(line: string, circumstances: Circumstances = {}): Promise<Ended> {
  const program = `${process.execPath} ${executable('reimb')}`;
  return run('/bin/sh', ['-c', line.replaceAll('$reimb', program)], circumstances);
}

function run(command: string, args: readonly string[], circumstances: Circumstances): Promise<Ended> {
  const { FORCE_COLOR: _f, NO_COLOR: _n, TERM: _t, VITEST: _v, NODE_OPTIONS: _o, ...env } = process.env;
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: circumstances.cwd ?? tmpdir(),
      env: { ...env, TERM: 'xterm', ...circumstances.env },
      ...(circumstances.uid !== undefined && { uid: circumstances.uid, gid: circumstances.uid }),
    });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    child.on('error', reject);
    child.on('close', (code, signal) => {
      const bytes = Buffer.concat(out);
      resolve({ bytes, stdout: bytes.toString('utf8'), stderr: Buffer.concat(err).toString('utf8'), code, signal });
    });
    child.stdin.on('error', () => {});
    child.stdin.end(circumstances.input ?? '');
    circumstances.disturb?.(child);
  });
}

/** A folder of the test's own, removed by the returned function. */
export function temporaryFolder(): { readonly folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'cli-test-'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
