/** `emit`: the equivalent script of a spec in Stata, R or Python. */
import { type Command, Option } from 'commander';
import { LANGUAGE_NAMES } from '../../emit/language-names.ts';
import type { Home } from '../program.ts';
import { type SpecOptions, withErrors, withOut, withSettings } from '../shared-options.ts';

export interface EmitOptions extends SpecOptions {
  readonly lang: string;
  readonly variant?: string;
  readonly out?: string;
  readonly quiet?: boolean;
  readonly strict?: boolean;
}

export function addEmit(root: Command, home: Home): void {
  const { program } = home;
  const [first = 'model'] = home.front.commands.keys();
  const lang = new Option(`--lang <${LANGUAGE_NAMES.join('|')}>`, 'language of the script').choices([
    ...LANGUAGE_NAMES,
  ]);
  withErrors(withOut(withSettings(root.command('emit'), { spec: true })))
    .argument('[name]', 'a command, model, summary or exhibit, or a spec file of your own; everything unless given')
    .addOption(lang.makeOptionMandatory())
    .option('--variant <name>', 'the settings of a variant of the command')
    .option('--strict', 'exit code 10 when something has no translation')
    .description('Writes the equivalent script in Stata, R or Python: data, sample, models, covariance, effects')
    .addHelpText(
      'after',
      `\nExamples:\n  $ ${program} emit ${first} --lang r --out ${first}.R\n  $ ${program} emit ${first} --lang stata\n  $ ${program} emit my-spec.yaml --lang python --out models.py\n\nWhat a language cannot say is a comment in the script and a line on standard error. docs/emit.md\n`,
    )
    .action(async (name: string | undefined, options: EmitOptions) => {
      const { runEmit } = await import('../actions/emit-script.ts');
      home.finish(await runEmit(home, name, options));
    });
}
