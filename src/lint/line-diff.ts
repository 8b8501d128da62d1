/** Two texts -> the lines that differ, in the form of a unified diff. */

const CONTEXT = 2;

/** Lines with `-` left, lines with `+` came; hunks under `@@ -line,count +line,count @@`, numbered from 1. */
export function lineDiff(file: string, before: string, after: string): string {
  const script = editScript(before.split('\n'), after.split('\n'));
  const changed = script.flatMap(({ sign }, index) => (sign === ' ' ? [] : [index]));
  const hunks: [number, number][] = [];
  for (const index of changed) {
    const last = hunks.at(-1);
    if (last !== undefined && index - last[1] <= 2 * CONTEXT) last[1] = index;
    else hunks.push([index, index]);
  }
  const texts = hunks.map(([first, last]) => {
    const from = Math.max(first - CONTEXT, 0);
    const lines = script.slice(from, last + CONTEXT + 1);
    const lineAt = (skip: '+' | '-') => 1 + script.slice(0, from).filter(({ sign }) => sign !== skip).length;
    const size = (skip: '+' | '-') => lines.filter(({ sign }) => sign !== skip).length;
    const head = `@@ -${lineAt('+')},${size('+')} +${lineAt('-')},${size('-')} @@`;
    return [head, ...lines.map(({ sign, line }) => `${sign}${line}`)].join('\n');
  });
  return [`--- ${file}`, `+++ ${file}`, ...texts, ''].join('\n');
}

interface Line {
  readonly sign: ' ' | '-' | '+';
  readonly line: string;
}

/** The longest common subsequence of lines; what both texts begin and end with is set aside first. */
function editScript(before: readonly string[], after: readonly string[]): readonly Line[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let end = 0;
  const most = Math.min(before.length, after.length) - start;
  while (end < most && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  const old = before.slice(start, before.length - end);
  const fresh = after.slice(start, after.length - end);
  const lengths = Array.from({ length: old.length + 1 }, () => new Int32Array(fresh.length + 1));
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = fresh.length - 1; j >= 0; j--) {
      lengths[i]![j] =
        old[i] === fresh[j] ? lengths[i + 1]![j + 1]! + 1 : Math.max(lengths[i + 1]![j]!, lengths[i]![j + 1]!);
    }
  }
  const middle: Line[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < fresh.length) {
    if (i < old.length && j < fresh.length && old[i] === fresh[j]) {
      middle.push({ sign: ' ', line: old[i++]! });
      j++;
    } else if (j === fresh.length || (i < old.length && lengths[i + 1]![j]! >= lengths[i]![j + 1]!)) {
      middle.push({ sign: '-', line: old[i++]! });
    } else middle.push({ sign: '+', line: fresh[j++]! });
  }
  const same = (line: string): Line => ({ sign: ' ', line });
  return [...before.slice(0, start).map(same), ...middle, ...before.slice(before.length - end).map(same)];
}
