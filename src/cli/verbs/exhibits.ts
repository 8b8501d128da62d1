/** The commands that a paper declares: run the models behind some exhibits and print these. */
import { type Command, Option } from 'commander';
import { inLanguage } from '../../results/text.ts';
import type { CommandSpec, OptionSpec } from '../../spec/paper.ts';
import { type DrawOptions, withDraws } from '../draws/draw-options.ts';
import { type OracleOptions, withOracle } from '../oracle/oracle-option.ts';
import type { Home } from '../program.ts';
import { type RunFolderOptions, withRunFolder } from '../run-folder/run-folder-options.ts';
import { collect, type SharedOptions, withSharedOptions } from '../shared-options.ts';

export type ExhibitOptions = SharedOptions &
  DrawOptions &
  OracleOptions &
  RunFolderOptions & {
    readonly only: readonly string[];
    readonly variant?: string;
    readonly variants?: boolean;
    readonly flow?: boolean;
  };

export function addExhibitCommand(root: Command, home: Home, spec: CommandSpec): void {
  const command = withRunFolder(withSharedOptions(root.command(spec.name)))
    .description(inLanguage(spec.summary, 'en'))
    .option(
      '--only <exhibit>',
      `shows one of the tables and figures: ${exhibitsOf(spec).join(', ')} (repeatable)`,
      collect,
      [],
    )
    .option('--flow', 'also the sample flow: rows after each step');
  for (const option of spec.options.values()) command.addOption(optionOf(option));
  if (spec.variants.size > 0) {
    const names = [...spec.variants.values()].map(({ name, summary }) => (summary ? `${name} (${summary.en})` : name));
    command.option('--variant <name>', `another reading: ${names.join('; ')}`);
    command.option('--variants', 'every variant, side by side');
  }
  withOracle(command);
  if (spec.draws) withDraws(command);
  command.addHelpText('after', examples(home, spec));
  command.action(async (options: ExhibitOptions & Readonly<Record<string, unknown>>) => {
    const { runExhibitCommand } = await import('../actions/exhibits.ts');
    home.finish(await runExhibitCommand(home, spec, options));
  });
}

/** What the command can show, with what its options add. */
function exhibitsOf({ exhibits, options }: CommandSpec): readonly string[] {
  return [...new Set([...exhibits, ...[...options.values()].flatMap(({ adds }) => adds)])];
}

function optionOf(spec: OptionSpec): Option {
  const value = spec.type === 'range' ? 'first..last' : spec.type;
  const flags = spec.type === 'flag' ? `--${spec.name}` : `--${spec.name} <${value}>`;
  const option = new Option(flags, inLanguage(spec.summary, 'en'));
  return spec.type === 'choice' ? option.choices([...spec.values]) : option;
}

function examples({ program }: Home, { name, variants, options, draws }: CommandSpec): string {
  const lines = [
    `$ ${program} ${name} --data survey.csv`,
    `$ ${program} ${name} --flow --lang zh`,
    `$ ${program} ${name} --format json | jq .models`,
    `$ ${program} ${name} --out table.tex`,
  ];
  const [variant] = variants.keys();
  if (variant !== undefined) lines.push(`$ ${program} ${name} --variant ${variant}`, `$ ${program} ${name} --variants`);
  for (const { name: option, type } of options.values()) {
    if (type === 'range') lines.push(`$ ${program} ${name} --${option} -2..4`);
  }
  if (draws) lines.push(`$ ${program} ${name} --draws 100 --seed 7 --threads 2`);
  return `\nExamples:\n${lines.map((line) => `  ${line}`).join('\n')}\n`;
}
