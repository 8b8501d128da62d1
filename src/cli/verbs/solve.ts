/** `solve`: which reading of a methods section gives the printed numbers. */
import { type Command, Option } from 'commander';
import type { Home } from '../program.ts';
import type { ProgressMode } from '../progress.ts';
import { type SharedOptions, withSharedOptions } from '../shared-options.ts';

export interface SolveOptions extends Omit<SharedOptions, 'data'> {
  readonly readings?: string;
  readonly published?: string;
  readonly relations?: string;
  /** false by --no-data: printed numbers alone */
  readonly data: SharedOptions['data'] | false;
  readonly sample?: 'same' | 'redrawn';
  readonly only?: 'settled' | 'ranking' | 'conclusions' | 'curve';
  readonly list?: boolean;
  readonly progress?: ProgressMode;
}

export function addSolve(root: Command, home: Home): void {
  const { program } = home;
  const sample = new Option(
    '--sample <which>',
    "whether the data are the paper's own (same) or others (redrawn); by their label unless given",
  );
  const only = new Option('--only <exhibit>', 'one kind of exhibit: curve for svg and png');
  withSharedOptions(root.command('solve'))
    .argument('[question]', 'a question of readings.yaml; all of them unless given')
    .description(
      'Runs every reading that the text leaves open and ranks them by the printed numbers that each reproduces',
    )
    .option('--readings <file>', 'questions and their readings; readings.yaml of the spec unless given')
    .option('--published <file>', 'the printed numbers; published.yaml of the spec unless given')
    .option('--no-data', 'from the printed numbers alone: what they rule out')
    .option(
      '--relations <file>',
      'with --no-data: relations for the audit; audit.yaml beside the printed numbers unless given',
    )
    .addOption(sample.choices(['same', 'redrawn']))
    .addOption(only.choices(['settled', 'ranking', 'conclusions', 'curve']))
    .option('--list', 'the questions, their choices and how many readings each has')
    .addOption(
      new Option('--progress <mode>', 'bar on a terminal (auto), or none').choices(['auto', 'none']).default('auto'),
    )
    .addHelpText(
      'after',
      `\nExamples:\n${examples(program)
        .map((line) => `  $ ${line}\n`)
        .join('')}`,
    )
    .action(async (question: string | undefined, options: SolveOptions) => {
      const { runSolve } = await import('../actions/solve.ts');
      home.finish(await runSolve(home, question, options));
    });
}

function examples(program: string): readonly string[] {
  return [
    `${program} solve --list`,
    `${program} solve`,
    `${program} solve --no-data`,
    `${program} solve --data survey.csv --format json | jq '.readings[].verdicts'`,
    `${program} solve --only curve --out curve.svg`,
    `${program} solve --spec my-spec.yaml --readings readings.yaml --published published.yaml`,
  ];
}
