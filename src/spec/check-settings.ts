/** Whether the paths that options and variants of commands set are in the spec. */
import { Failure } from '../errors/failure.ts';
import type { YamlPath } from '../yaml/document.ts';
import { complain, type Sections } from './sections.ts';
import { applySetting, type SpecFile } from './settings.ts';

/** Notes options and variants that set a path which the spec does not have. */
export function checkSettings(sections: Sections, files: readonly SpecFile[]): void {
  const check = (settings: readonly string[], pathOf: (index: number) => YamlPath) => {
    let current = files;
    for (const [index, setting] of settings.entries()) {
      try {
        const { file, changed } = applySetting(current, setting);
        current = current.map((one) => (one === file ? changed : one));
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        const { place, ...parts } = error.parts;
        const finding = place?.path === undefined ? parts.finding : `${place.path}: ${parts.finding}`;
        complain(sections, 'commands', pathOf(index), { ...parts, finding });
      }
    }
  };
  for (const [name, { options, variants }] of sections.commands) {
    for (const [option, { sets }] of options) {
      const place = (index: number) => [name, 'options', option, 'sets', ...(sets.length > 1 ? [index] : [])];
      check(
        sets.map((path) => `${path}=0`),
        place,
      );
    }
    for (const [variant, { settings }] of variants) check(settings, (index) => [name, 'variants', variant, index]);
  }
}
