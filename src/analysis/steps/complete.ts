/** Listwise deletion: rows that know every one of some columns. */
import type { Text } from '../../results/text.ts';
import { isMissing } from '../data/column.ts';
import { getColumn } from '../data/frame.ts';
import { keepingRows } from './flow.ts';
import { missingCauses } from './keep.ts';
import type { Step } from './step.ts';
import { completeWords } from './step-words.ts';

/** Keeps the rows in which no column is missing; lost rows are counted under every column that they miss. */
export function complete({
  columns: names,
  label,
}: {
  readonly columns: readonly string[];
  readonly label?: Text;
}): Step {
  return {
    reads: names,
    creates: [],
    words: [completeWords(names, label)],
    run(frame) {
      const columns = names.map((name) => getColumn(frame, name));
      const whole = (row: number) => !columns.some((column) => isMissing(column, row));
      const said = label ?? { en: `complete: ${names.join(', ')}`, zh: `无缺失：${names.join('、')}` };
      return keepingRows(
        frame,
        whole,
        said,
        missingCauses(frame, names, (row) => !whole(row)),
      );
    },
  };
}
