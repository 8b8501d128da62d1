/** Principal components of items on their own scales. */
import type { Rule } from '../rule.ts';
import { choiceAt, listOf, recordOf } from '../written-choice.ts';

export const pcaUnscaled: Rule = {
  id: 'L020-pca-unscaled',
  severity: 'warning',
  finds: 'a composite by principal components of the covariance matrix',
  why: 'the item with the largest spread, often only its unit, becomes the composite',
  remedy: {
    en: 'matrix: correlation, which standardises the items first, unless they share one scale on purpose',
    zh: '除非各条目有意使用同一尺度，否则写 matrix: correlation，即先将条目标准化',
  },
  source: 'Jolliffe 2002, section 2.3; Stata pca and R prcomp(scale. = TRUE)',
  example: {
    found: 'pca: { wealth: { of: [rooms, income], matrix: covariance, ... } }',
    mended: 'matrix: correlation',
  },
  fixes: true,
  *spec({ written }) {
    for (const [sample, value] of Object.entries(recordOf(written.at(['samples'])))) {
      for (const [index, step] of listOf(recordOf(value).steps).entries()) {
        const at = ['samples', sample, 'steps', index];
        const choice = choiceAt(step, at);
        if (choice?.word !== 'pca') continue;
        for (const [name, options] of Object.entries(choice.options)) {
          if (recordOf(options).matrix !== 'covariance') continue;
          const path = [...at, 'pca', name, 'matrix'];
          const finding = {
            en: `"${name}" is made of items that are not standardised`,
            zh: `“${name}”由未标准化的条目合成`,
          };
          yield { path, finding, edits: [{ kind: 'set', path, value: 'correlation' }] };
        }
      }
    }
  },
};
