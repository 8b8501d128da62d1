/** What a step did to the rows, as the sample flow records it. */
import type { FlowStep } from '../../results/sample-flow.ts';
import type { Text } from '../../results/text.ts';
import { type Frame, selectRows } from '../data/frame.ts';

export interface Done {
  readonly frame: Frame;
  readonly flow: FlowStep;
}

/** The rows that are kept, and why the others left; causes that took no row are left out, the largest stands first. */
export function keepingRows(
  frame: Frame,
  keeps: (row: number) => boolean,
  label: Text,
  causes: ReadonlyMap<string, number>,
  notices: readonly Text[] = [],
): Done {
  const kept: number[] = [];
  for (let row = 0; row < frame.rows; row++) if (keeps(row)) kept.push(row);
  const rows = Int32Array.from(kept);
  const sorted = [...causes].map(([cause, count]) => ({ cause, rows: count })).filter((one) => one.rows > 0);
  sorted.sort((a, b) => b.rows - a.rows);
  const lost = frame.rows - rows.length;
  return {
    frame: lost === 0 ? frame : selectRows(frame, rows),
    flow: { label, rows: rows.length, lost, causes: sorted, notices },
  };
}

/** A step that loses no row. */
export function keepingAll(frame: Frame, label: Text, notices: readonly Text[]): Done {
  return { frame, flow: { label, rows: frame.rows, lost: 0, causes: [], notices } };
}
