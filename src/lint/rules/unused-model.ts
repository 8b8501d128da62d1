/** A model or summary that nothing shows. */
import { isMentioned } from '../mentions.ts';
import type { Rule } from '../rule.ts';

export const unusedModel: Rule = {
  id: 'L072-unused-model',
  severity: 'advice',
  finds:
    'a model or summary that no table, figure, mediation, split, placebo or command names, in a spec that has tables',
  why: 'it is fitted for nobody, and a reader wonders what it found',
  remedy: 'show it or take it out',
  source: 'docs/lint.md',
  example: { found: 'models: { main: ..., trial: ... }, tables that show main', mended: 'models: { main: ... }' },
  *spec({ written, analysis }) {
    // without tables and figures everything is shown
    if (analysis.tables.size + analysis.figures.size === 0) return;
    const named = [
      ...[...analysis.models.keys()].map((name) => ({ kind: 'model', section: 'models', name })),
      ...[...analysis.summaries.keys()].map((name) => ({ kind: 'summary', section: 'summaries', name })),
    ];
    for (const { kind, section, name } of named) {
      const path = [section, name];
      if (!isMentioned(written, name, path)) yield { path, finding: `nothing shows the ${kind} "${name}"` };
    }
  },
};
