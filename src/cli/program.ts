/** Builds the command line of a program from its paper and runs it: one command, one exit code. */
import { join } from 'node:path';
import { Command, CommanderError } from 'commander';
import { inLanguage } from '../results/text.ts';
import { type Front, loadFront } from '../spec/load-front.ts';
import { isFolder } from './is-folder.ts';
import { reportError } from './report-error.ts';
import { lastOption, usageFailure } from './usage.ts';
import { addAudit } from './verbs/audit.ts';
import { addCheck } from './verbs/check.ts';
import { addCompletion } from './verbs/completion.ts';
import { addDiff } from './verbs/diff.ts';
import { addEmit } from './verbs/emit.ts';
import { addExhibitCommand } from './verbs/exhibits.ts';
import { addExplain } from './verbs/explain.ts';
import { addFreeze } from './verbs/freeze.ts';
import { addReplicate } from './verbs/replicate.ts';
import { addRun } from './verbs/run.ts';
import { addSimulate } from './verbs/simulate.ts';
import { addSolve } from './verbs/solve.ts';
import { addVerify } from './verbs/verify.ts';

export interface Invocation {
  readonly program: string;
  /** the folder of package.json, with specs/ and sample-data/ */
  readonly root: string;
  readonly version: string;
  readonly argv: readonly string[];
}

/** What every verb is given: the invocation, the front of the paper, and where to leave the exit code. */
export interface Home extends Invocation {
  /** the paper's folder: the program's own, or the one that --spec names */
  readonly folder: string;
  readonly front: Front;
  finish(exitCode: number): void;
}

/** Exit code of a command line that names no command. */
const USAGE = 2;

/** Parses the arguments and runs the command; resolves to the exit code and never throws. */
export async function runProgram(invocation: Invocation): Promise<number> {
  const { argv, program, root } = invocation;
  let exitCode = 0;
  try {
    const spec = lastOption(argv, '--spec');
    const folder = spec !== undefined && isFolder(spec) ? spec : join(root, 'specs', program);
    const front = await frontOf(folder);
    const home: Home = { ...invocation, folder, front, finish: (code) => (exitCode = code) };
    await commandLine(home).parseAsync([...argv], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    if (error instanceof CommanderError && error.code === 'commander.help') return USAGE;
    const failure = error instanceof CommanderError ? usageFailure(error, invocation) : error;
    const quiet = argv.includes('-q') || argv.includes('--quiet');
    return reportError(failure, lastOption(argv, '--errors') === 'json', process.stderr.isTTY === true && !quiet);
  }
}

/** The front; when it is faulty, every fault of the whole paper. */
async function frontOf(folder: string): Promise<Front> {
  try {
    return loadFront(folder);
  } catch {
    const { loadPaper } = await import('../spec/load-paper.ts');
    return loadPaper(folder);
  }
}

/** The whole command line of a program, ready to parse. */
export function commandLine(home: Home): Command {
  const { front, program, version } = home;
  const root = new Command(program)
    .description(`${inLanguage(front.title, 'en')}\nReplicates ${front.citation}`)
    .version(version, '-V, --version')
    .configureHelp({ showGlobalOptions: false })
    // faults are reported once, by their code: see usageFailure
    .configureOutput({ outputError: () => {} })
    .exitOverride();
  for (const command of front.commands.values()) addExhibitCommand(root, home, command);
  addReplicate(root, home);
  addRun(root, home);
  addCheck(root, home);
  addAudit(root, home);
  addFreeze(root, home);
  addDiff(root, home);
  addSolve(root, home);
  addExplain(root, home);
  addVerify(root, home);
  addSimulate(root, home);
  addEmit(root, home);
  addCompletion(root, home);
  const [first] = front.commands.keys();
  if (first !== undefined) root.addHelpText('after', examples(program, first));
  return root;
}

function examples(program: string, first: string): string {
  const lines = [
    [first, 'on the synthetic sample data'],
    [`${first} --data survey.csv`, 'on your file'],
    [`${first} --help`, 'the options of a command'],
    ['replicate --out report.html', 'everything, beside the published numbers'],
    ['run my-spec.yaml --data my.csv', 'your own model on your own data'],
  ] as const;
  return `\nExamples:\n${lines.map(([words, said]) => `  $ ${program} ${words.padEnd(34)} ${said}\n`).join('')}`;
}
