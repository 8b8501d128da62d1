/** Which other programs this machine has; tests that need one are skipped by its name. */
import { spawnSync } from 'node:child_process';

/** Undefined when there, else what is missing. */
export function missingEngine(engine: 'r' | 'python'): string | undefined {
  const [program, words] =
    engine === 'r'
      ? [process.env.RSCRIPT || 'Rscript', ['-e', 'stopifnot(getRversion() >= "4.0")']]
      : [process.env.PYTHON || 'python3', ['-c', 'import pandas, scipy, statsmodels.api']];
  const { error, status } = spawnSync(program as string, words as string[], { stdio: 'ignore' });
  if (error !== undefined) return `${program} is not installed`;
  return status === 0 ? undefined : `${program} lacks a package or is too old`;
}
