/** Builds the command line of a program from its paper and runs it: one command, one exit code. */
import { join } from 'node:path';
import { Command, CommanderError } from 'commander';
import { loadPaper } from '../spec/load-paper.ts';
import type { Paper } from '../spec/paper.ts';
import { inLanguage } from '../results/text.ts';
import { reportError } from './report-error.ts';
import { addCheck } from './verbs/check.ts';
import { addExhibitCommand } from './verbs/exhibits.ts';
import { addExplain } from './verbs/explain.ts';
import { addReplicate } from './verbs/replicate.ts';
import { addRun } from './verbs/run.ts';
import { addSimulate } from './verbs/simulate.ts';

export interface Invocation {
  readonly program: string;
  /** the folder of package.json, with specs/ and sample-data/ */
  readonly root: string;
  readonly version: string;
  readonly argv: readonly string[];
}

/** What every verb is given: the invocation, the paper without settings, and where to leave the exit code. */
export interface Home extends Invocation {
  readonly folder: string;
  readonly paper: Paper;
  finish(exitCode: number): void;
}

/** Parses the arguments and runs the command; resolves to the exit code and never throws. */
export async function runProgram(invocation: Invocation): Promise<number> {
  const errorsAsJson = invocation.argv.join(' ').includes('--errors json') || invocation.argv.includes('--errors=json');
  let exitCode = 0;
  try {
    const folder = join(invocation.root, 'specs', invocation.program);
    const paper = await loadPaper(folder);
    const home: Home = { ...invocation, folder, paper, finish: (code) => (exitCode = code) };
    await commandLine(home).parseAsync([...invocation.argv], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    return reportError(error, errorsAsJson);
  }
}

function commandLine(home: Home): Command {
  const { paper, program, version } = home;
  const root = new Command(program)
    .description(`${inLanguage(paper.title, 'en')}\nReplicates ${paper.citation}`)
    .version(version, '-V, --version')
    .showSuggestionAfterError()
    .configureHelp({ showGlobalOptions: false })
    .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, 'E-USAGE ')) })
    .exitOverride();
  for (const command of paper.commands.values()) addExhibitCommand(root, home, command);
  addReplicate(root, home);
  addRun(root, home);
  addCheck(root, home);
  addExplain(root, home);
  addSimulate(root, home);
  const first = [...paper.commands.keys()][0];
  if (first !== undefined) {
    root.addHelpText(
      'after',
      `\nExamples:\n  $ ${program} ${first}                             on the synthetic sample data\n  $ ${program} ${first} --data survey.csv          on your file\n  $ ${program} replicate --out report.html      everything, beside the published numbers\n  $ ${program} run my-spec.yaml --data my.csv    your own model on your own data\n`,
    );
  }
  return root;
}
