/** A model or summary that nothing shows. */
import { isMentioned } from '../mentions.ts';
import type { Rule } from '../rule.ts';

export const unusedModel: Rule = {
  id: 'L072-unused-model',
  severity: 'advice',
  finds:
    'a model or summary that no table, figure, mediation, split, placebo or command names, in a spec that has tables',
  why: 'it is fitted for nobody, and a reader wonders what it found',
  remedy: { en: 'show it or take it out', zh: '在表中列出或删去' },
  source: 'docs/lint.md',
  example: { found: 'models: { main: ..., trial: ... }, tables that show main', mended: 'models: { main: ... }' },
  *spec({ written, analysis }) {
    // without tables and figures everything is shown
    if (analysis.tables.size + analysis.figures.size === 0) return;
    const named = [
      ...[...analysis.models.keys()].map((name) => ({ kind: { en: 'model', zh: '模型' }, section: 'models', name })),
      ...[...analysis.summaries.keys()].map((name) => ({
        kind: { en: 'summary', zh: '描述统计' },
        section: 'summaries',
        name,
      })),
    ];
    for (const { kind, section, name } of named) {
      const path = [section, name];
      if (isMentioned(written, name, path)) continue;
      yield {
        path,
        finding: { en: `nothing shows the ${kind.en} "${name}"`, zh: `没有表或图使用${kind.zh}“${name}”` },
      };
    }
  },
};
