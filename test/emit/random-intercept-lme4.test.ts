/**
 * The random intercept against a program of other design: lme4's penalised least squares and its own quadrature. The scripts
 * of `emit` share the design of ours, so that their agreement says little about it.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { reimb } from '../cli/program.ts';

const missing = ((): string | undefined => {
  const { error, status } = spawnSync(process.env.RSCRIPT || 'Rscript', ['-e', 'library(lme4)'], { stdio: 'ignore' });
  if (error !== undefined) return 'Rscript is not installed';
  return status === 0 ? undefined : 'R has no package lme4';
})();

/** 120 persons in five waves; a recurrence in place of random numbers, so that the data never change. */
function panel(): string {
  let state = 20241;
  const uniform = (): number => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
  const normal = (): number => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
  const lines = ['id,wave,x,z,y'];
  for (let id = 1; id <= 120; id++) {
    const [own, z] = [1.2 * normal(), id % 2];
    for (let wave = 1; wave <= 5; wave++) {
      const x = normal();
      const index = -0.3 + 0.7 * x - 0.5 * z + own;
      lines.push(`${id},${wave},${x.toFixed(6)},${z},${uniform() < 1 / (1 + Math.exp(-index)) ? 1 : 0}`);
    }
  }
  return `${lines.join('\n')}\n`;
}

const SPEC = (link: string): string => `schema: spec/1
data: { file: panel.csv }
codebook:
  columns: { id: { kind: id }, wave: { kind: number }, x: { kind: number }, z: { kind: number }, y: { kind: number } }
models:
  panel: { estimator: { ${link}_re: { group: id, points: 25 } }, outcome: y, terms: [x, z], vcov: model }
`;

const SCRIPT = `suppressMessages(library(lme4))
d <- read.csv("panel.csv")
for (link in c("logit", "probit")) {
  fit <- glmer(y ~ x + z + (1 | id), d, family = binomial(link), nAGQ = 25,
               control = glmerControl(optimizer = "bobyqa", optCtrl = list(maxfun = 1e5, rhoend = 1e-9), tolPwrss = 1e-12))
  numbers <- c(fixef(fit), log(sqrt(VarCorr(fit)$id[1])), sqrt(diag(as.matrix(vcov(fit)))), as.numeric(logLik(fit)))
  cat(link, format(numbers, digits = 15), "\\n")
}`;

describe.skipIf(missing !== undefined)(
  `random intercept against lme4${missing === undefined ? '' : ` (${missing})`}`,
  () => {
    it('has its coefficients, standard deviation and log-likelihood', { timeout: 60_000 }, async () => {
      const folder = mkdtempSync(join(tmpdir(), 'panel-'));
      try {
        writeFileSync(join(folder, 'panel.csv'), panel());
        const { stdout } = spawnSync(process.env.RSCRIPT || 'Rscript', ['--vanilla', '-e', SCRIPT], {
          cwd: folder,
          encoding: 'utf8',
        });
        for (const link of ['logit', 'probit']) {
          const line = stdout.split('\n').find((one) => one.startsWith(link))!;
          const theirs = line.trim().split(/\s+/).slice(1).map(Number);
          writeFileSync(join(folder, 'panel.yaml'), SPEC(link));
          const ran = await reimb(['run', join(folder, 'panel.yaml'), '--format', 'json', '--quiet']);
          const model = JSON.parse(ran.stdout).models.panel;
          const [main, sigma] = model.effects;
          const coefficients = [...main.estimates, ...sigma.estimates];
          const estimates = coefficients.map((one: { estimate: number }) => one.estimate);
          for (const [at, value] of estimates.entries()) expect(Math.abs(value - theirs[at]!)).toBeLessThan(LARGEST);
          const errors = main.estimates.map((one: { stdError: number }) => one.stdError);
          // lme4 takes second differences of its deviance
          for (const [at, value] of errors.entries()) expect(Math.abs(value / theirs[4 + at]! - 1)).toBeLessThan(1e-3);
          expect(model.equations[0].statistics.logLik).toBeCloseTo(theirs[7]!, 8);
        }
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    });
  },
);

/** lme4 stops where its optimizer no longer moves by 1e-9 of its start, far before the score is zero to rounding. */
const LARGEST = 1e-6;
