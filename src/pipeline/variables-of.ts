/** Labels, units and levels of the variables in some frames, for the headings of tables. */
import type { Frame } from '../analysis/data/frame.ts';
import type { VariableInfo } from '../results/variable.ts';

/** The variables of all frames by name; where two frames disagree, the first has its way. */
export function variablesOf(frames: readonly Frame[]): Record<string, VariableInfo> {
  const variables: Record<string, VariableInfo> = Object.create(null);
  for (const frame of frames) {
    for (const [name, column] of frame.columns) {
      if (Object.hasOwn(variables, name) || column.info.private) continue;
      const { label, unit, reference } = column.info;
      variables[name] = {
        label,
        ...(unit && { unit }),
        ...(column.kind === 'categorical' && {
          levels: column.levels.map((level) => ({ name: level.name, label: level.label })),
        }),
        ...(reference !== undefined && { reference }),
      };
    }
  }
  return variables;
}
