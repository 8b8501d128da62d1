/** `run SPEC`: a user's own models on a user's own data. */
import type { Command } from 'commander';
import { loadSpec } from '../../spec/load-spec.ts';
import { makeContext } from '../context.ts';
import { draw } from '../draw.ts';
import { emit } from '../emit.ts';
import type { Home } from '../program.ts';
import { runExhibits } from '../run-exhibits.ts';
import { type SharedOptions, withSharedOptions } from '../shared-options.ts';

export function addRun(root: Command, home: Home): void {
  withSharedOptions(root.command('run'))
    .argument('<spec>', 'a YAML file with models, and whatever else they need')
    .description('Runs any model file on any data: your country, your reform')
    .option('--flow', 'also the sample flow: rows after each step')
    .addHelpText(
      'after',
      `\nExamples:\n  $ ${home.program} run my-spec.yaml --data my.csv\n  $ ${home.program} run my-spec.yaml --data - --format json < my.csv\n`,
    )
    .action(async (file: string, options: SharedOptions & { readonly flow?: boolean }) => {
      const context = makeContext(options);
      const settings = options.vcov === undefined ? options.set : withVcov(file, options.vcov, options.set);
      const analysis = loadSpec(file, { settings });
      const named = [...analysis.tables.keys(), ...analysis.figures.keys()];
      const exhibits = named.length === 0 ? undefined : named;
      const results = await runExhibits({ home, analysis, options, context, ...(exhibits && { exhibits }) });
      const drawn = draw(analysis, exhibits, results, {
        language: context.language,
        flow: options.flow === true,
        ...(options.digits !== undefined && { digits: options.digits }),
      });
      home.finish(await emit({ results, exhibits: drawn }, options, context));
    });
}

function withVcov(file: string, vcov: string, settings: readonly string[]): string[] {
  const models = [...loadSpec(file).models.keys()];
  return [...models.map((model) => `models.${JSON.stringify(model)}.vcov=${vcov}`), ...settings];
}
