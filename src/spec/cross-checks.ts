/** References between the parts of a spec, looked up before any data are read; every fault is noted with its position. */
import { checkColumns } from './check-columns.ts';
import { checkCommands, checkExhibits } from './check-exhibits.ts';
import { checkKeyResults } from './check-key-results.ts';
import { checkRollouts } from './check-rollouts.ts';
import { WHOLE_SAMPLE } from './paper.ts';
import { complain, mustBeKnown, namesIn, type Sections } from './sections.ts';

/** Notes in `sections.faults` every sample, column, model, summary, effect and exhibit that is named and not there. */
export function crossCheck(sections: Sections): void {
  const known = [...namesIn(sections, 'samples'), WHOLE_SAMPLE];
  for (const [name, { from }] of sections.samples) {
    if (from !== undefined) mustBeKnown(sections, 'samples', [name, 'from'], { kind: 'sample', name: from, known });
  }
  for (const section of ['models', 'summaries'] as const) {
    for (const [name, { sample }] of sections[section]) {
      mustBeKnown(sections, section, [name, 'sample'], { kind: 'sample', name: sample, known });
    }
  }
  for (const section of ['mediations', 'splits', 'placebos'] as const) {
    for (const [name, { model }] of sections[section]) {
      mustBeKnown(sections, section, [name, 'model'], {
        kind: 'model',
        name: model,
        known: namesIn(sections, 'models'),
      });
    }
  }
  checkEffectNames(sections);
  checkColumns(sections);
  checkRollouts(sections);
  checkExhibits(sections);
  checkCommands(sections);
  checkKeyResults(sections);
}

/** Results are looked up by the name of the effect. */
function checkEffectNames(sections: Sections): void {
  for (const [model, { effects }] of sections.models) {
    const names = effects.map((effect) => effect.name);
    for (const [index, name] of names.entries()) {
      if (names.indexOf(name) === index) continue;
      const parts = { finding: `a second effect called "${name}"`, remedy: 'give one of them a name' };
      complain(sections, 'models', [model, 'effects', index], parts, 'E-SPEC-VALUE');
    }
  }
}
