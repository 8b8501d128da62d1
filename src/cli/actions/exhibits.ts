/** Runs a command that the paper declares. */
import { Failure } from '../../errors/failure.ts';
import type { CommandSpec } from '../../spec/paper.ts';
import { commandExhibits, type Given, optionSettings, variantSettings } from '../command-settings.ts';
import { makeContext } from '../context.ts';
import { draw } from '../draw.ts';
import { emit } from '../emit.ts';
import { loadAnalysis } from '../load-analysis.ts';
import { chooseOutput } from '../output.ts';
import type { Home } from '../program.ts';
import { runExhibits } from '../run-exhibits.ts';
import { runFolder } from '../run-folder/run-folder.ts';
import type { ExhibitOptions } from '../verbs/exhibits.ts';
import { runVariants } from './variants.ts';

export async function runExhibitCommand(
  home: Home,
  command: CommandSpec,
  options: ExhibitOptions & Given,
): Promise<number> {
  if (options.variants === true && options.variant !== undefined) {
    throw new Failure('E-USAGE', {
      place: { path: '--variants' },
      finding: '--variant and --variants',
      accepted: 'one of them',
    });
  }
  if (options.variants === true) return runVariants(home, command, options);
  const context = makeContext(options);
  const output = chooseOutput(options);
  const folder = runFolder(options, context);
  const settings = [...variantSettings(command, options.variant), ...optionSettings(command, options)];
  const exhibits = commandExhibits(command, options);
  const analysis = loadAnalysis({ folder: home.folder, options, settings, exhibits });
  const onData = folder && { onData: folder.onData };
  const results = await runExhibits({ home, analysis, exhibits, options, context, ...onData });
  const { oracle: engine } = options;
  if (engine !== undefined) {
    const { runOracle } = await import('../oracle/oracle.ts');
    return runOracle({ home, analysis, exhibits, results, engine, options, output, context });
  }
  const { language } = context;
  const { digits, flow = false } = options;
  const drawn = draw(analysis, exhibits, results, { language, flow, ...(digits !== undefined && { digits }) });
  await folder?.write(analysis, { results, exhibits: drawn });
  return emit({ results, exhibits: drawn }, output, context);
}
