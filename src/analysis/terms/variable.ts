/** A variable named by a bare word: numeric or factor, as the column of that name turns out to be. */
import { getColumn } from '../data/frame.ts';
import { bindFactor } from './factor.ts';
import { bindNumeric } from './numeric.ts';
import type { Term } from './term.ts';

/** The term `x`: the column itself when it is numeric, its indicators against the codebook's reference when categorical. */
export function variableTerm(name: string): Term {
  return {
    name,
    variables: [name],
    bind(frame) {
      const column = getColumn(frame, name);
      return column.kind === 'numeric' ? bindNumeric(column) : bindFactor(column, column.info.reference);
    },
  };
}
