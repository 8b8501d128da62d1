/** The analysis a command runs: the paper's, with settings applied; a user's own where --spec names a file. */
import { existsSync, statSync } from 'node:fs';
import { loadPaper } from '../spec/load-paper.ts';
import { loadSpec } from '../spec/load-spec.ts';
import type { Analysis } from '../spec/paper.ts';
import { exhibitNeeds } from './exhibit-needs.ts';
import type { Home } from './program.ts';
import type { SharedOptions } from './shared-options.ts';

/**
 * Loads with `settings`, and with --vcov set on every model behind the exhibits (all models when the exhibits are not given).
 * Throws Failures with every fault of the spec.
 */
export function loadForRun(home: Home, options: SharedOptions, settings: readonly string[], exhibits?: readonly string[]): Analysis {
  const load = loader(home, options);
  const { vcov } = options;
  if (vcov === undefined) return settings.length === 0 && load.known !== undefined ? load.known : load.with(settings);
  const plain = load.known ?? load.with([]);
  const models = exhibits === undefined ? [...plain.models.keys()] : exhibitNeeds(plain, exhibits).models;
  return load.with([...models.map((model) => `models.${JSON.stringify(model)}.vcov=${vcov}`), ...settings]);
}

interface Loader {
  readonly known: Analysis | undefined;
  with(settings: readonly string[]): Analysis;
}

function loader(home: Home, { spec }: SharedOptions): Loader {
  if (spec !== undefined && !isFolder(spec)) {
    return { known: undefined, with: (settings) => loadSpec(spec, { settings }) };
  }
  return { known: home.paper, with: (settings) => loadPaper(home.folder, { settings }) };
}

export function isFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory();
}
