/** A label that one of the spec's two languages lacks. */
import type { Rule } from '../rule.ts';
import { isRecord } from '../written-choice.ts';

const LABELS: ReadonlySet<string> = new Set(['label', 'title', 'summary', 'unit_label', 'x_label', 'y_label']);
/** what needs no translation: symbols, abbreviations, numbers */
const WORDS = /[a-z]{3}/;

export const labelLanguage: Rule = {
  id: 'L076-label-without-zh',
  severity: 'advice',
  finds: 'a label without Chinese in a spec that has Chinese labels',
  why: 'a table under --lang zh then mixes both languages',
  remedy: { en: 'write { en: ..., zh: ... }', zh: '写成 { en: ..., zh: ... }' },
  source: 'docs/yaml.md, labels',
  example: { found: 'label: Age', mended: 'label: { en: Age, zh: 年龄 }' },
  *spec({ written }) {
    const files = written.files.map(({ document }) => [...labelsIn(document.value, [])]);
    if (!files.flat().some(({ zh }) => zh)) return;
    for (const labels of files) {
      const [first, ...more] = labels.filter(({ zh, text }) => !zh && WORDS.test(text));
      if (first === undefined) continue;
      const en = more.length === 0 ? '' : `, nor in ${more.length} more labels of this file`;
      const zh = more.length === 0 ? '' : `，本文件另有 ${more.length} 个标签亦然`;
      yield {
        path: first.path,
        finding: { en: `no Chinese in "${first.text}"${en}`, zh: `“${first.text}”没有中文${zh}` },
      };
    }
  },
};

interface Label {
  readonly path: readonly (string | number)[];
  readonly text: string;
  readonly zh: boolean;
}

function* labelsIn(value: unknown, path: readonly (string | number)[]): Iterable<Label> {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, part] of Object.entries(value)) {
    const at = [...path, Array.isArray(value) ? Number(key) : key];
    if (!Array.isArray(value) && LABELS.has(key) && typeof part === 'string') yield { path: at, text: part, zh: false };
    else if (LABELS.has(key) && isRecord(part) && typeof part.en === 'string')
      yield { path: at, text: part.en, zh: typeof part.zh === 'string' };
    else yield* labelsIn(part, at);
  }
}
