/** The verb `emit`: names, variants, what is left out, and the scripts of the example as files. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pooling, reimb } from '../cli/program.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const HERE = import.meta.dirname;

describe('emit', () => {
  for (const [lang, ending] of [
    ['stata', 'do'],
    ['r', 'R'],
    ['python', 'py'],
  ] as const) {
    it(`writes the ${lang} script of the example`, async () => {
      const { code, stdout, stderr } = await reimb([
        'emit',
        join(ROOT, 'docs/examples/visits.yaml'),
        '--lang',
        lang,
        '--quiet',
      ]);
      expect([code, stderr]).toEqual([0, '']);
      const file = join(HERE, 'expected', `visits.${ending}`);
      if (process.env.UPDATE) writeFileSync(file, stdout);
      expect(stdout).toBe(readFileSync(file, 'utf8'));
    });
  }

  it('says what has no translation, in the script and on standard error; exit code 10 under --strict', async () => {
    const plain = await pooling(['emit', 'placebo', '--lang', 'r']);
    expect(plain.code).toBe(0);
    expect(plain.stdout).toContain('# NOT TRANSLATED placebos.provinces: ');
    expect(plain.stderr).toContain('not translated: placebos.provinces: ');
    const strict = await pooling(['emit', 'placebo', '--lang', 'r', '--strict']);
    expect(strict.code).toBe(10);
    expect(strict.stdout).toBe(plain.stdout);
  });

  it('takes the variant of a command, and settings', async () => {
    const { stdout } = await pooling([
      'emit',
      'did',
      '--lang',
      'stata',
      '--variant',
      'as_written',
      '--set',
      'models.benchmark.vcov=robust',
    ]);
    expect(stdout).toContain("local last_command logit healthy `terms' if in_model, vce(robust)");
    expect(stdout).not.toContain('xtlogit healthy');
  });

  it('does not know what is not in the spec', async () => {
    const unknown = await reimb(['emit', 'two-prat', '--lang', 'r']);
    expect([unknown.code, unknown.stderr]).toEqual([
      2,
      expect.stringMatching(/^E-USAGE .*nothing to write is called "two-prat".*two-part/),
    ]);
    const variant = await reimb(['emit', '--variant', 'x', '--lang', 'r']);
    expect(variant.code).toBe(2);
    const lang = await reimb(['emit', '--lang', 'spss']);
    expect(lang.code).toBe(2);
  });

  it('writes one model by its address, and a file whole', async () => {
    const { stdout } = await reimb(['emit', 'models.benefits', '--lang', 'python', '--quiet']);
    expect(stdout).toContain('# ---- Model benefits: ');
    expect(stdout).not.toContain('# ---- Model benefits_ncms');
    const split = await pooling(['emit', 'splits.income', '--lang', 'r', '--quiet']);
    expect(split.stdout).toContain('# ---- Split income: ');
    expect(split.stdout).not.toContain('# ---- Split generation');
    const mediation = await pooling(['emit', 'mediations.subjective', '--lang', 'stata', '--quiet']);
    expect(mediation.stdout).toContain('* ---- Mediation subjective: ');
  });
});
