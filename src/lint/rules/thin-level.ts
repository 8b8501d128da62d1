/** A level of a factor with a handful of rows behind its coefficient. */
import { getColumn } from '../../analysis/data/frame.ts';
import type { Rule } from '../rule.ts';

const FEW = 5;

export const thinLevel: Rule = {
  id: 'L004-thin-level',
  severity: 'warning',
  finds: `a level of a factor with fewer than ${FEW} rows in the equation`,
  why: 'its coefficient and standard error rest on a handful of people, and a binary outcome may be predicted perfectly',
  remedy: {
    en: 'join it with a neighbouring level by recode, or leave its rows out with a reason',
    zh: '用 recode 与相邻水平合并，或说明理由后剔除这些行',
  },
  source: 'Hosmer, Lemeshow and Sturdivant 2013, section 4.4',
  example: {
    found: 'terms: [occupation] # one level with 3 rows',
    mended: 'recode: { job: { of: occupation, levels: [...] } }',
  },
  *equation({ design, index, written }) {
    for (const term of written.equations[index]?.terms ?? []) {
      if (term.column === undefined || (term.word !== 'variable' && term.word !== 'factor')) continue;
      const column = getColumn(design.frame, term.column);
      if (column.kind !== 'categorical') continue;
      const rows = new Int32Array(column.levels.length);
      for (const code of column.codes) if (code >= 0) rows[code]! += 1;
      const thin = column.levels.filter((_, code) => rows[code]! > 0 && rows[code]! < FEW);
      if (thin.length === 0) continue;
      const names = thin.map(({ name }) => name).join(', ');
      const hidden = column.info.private;
      const finding = {
        en: `"${term.column}": fewer than ${FEW} rows at ${hidden ? `${thin.length} levels` : names}`,
        zh: `“${term.column}”：${hidden ? `${thin.length} 个水平` : names} 不足 ${FEW} 行`,
      };
      yield { path: term.path, of: written.name, finding };
    }
  },
};
