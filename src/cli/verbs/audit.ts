/** `audit`: printed numbers held against each other, without data. */
import type { Command } from 'commander';
import type { Home } from '../program.ts';
import {
  type MannerOptions,
  type OutputOptions,
  withErrors,
  withFormat,
  withLanguage,
  withOut,
} from '../shared-options.ts';

export type AuditOptions = OutputOptions &
  MannerOptions & { readonly all?: boolean; readonly details?: boolean; readonly relations?: string };

export function addAudit(root: Command, home: Home): void {
  const { program } = home;
  withLanguage(withErrors(withOut(withFormat(root.command('audit')))))
    .argument('[file]', 'printed numbers in the form of published.yaml; those of the paper unless given')
    .description('Checks printed numbers against each other, without data: stars, sums, means, tests, claims')
    .option('--all', 'also what is consistent')
    .option('--details', 'every line of the arithmetic, not only the first')
    .option('--relations <file>', 'what belongs to what, in the form of audit.yaml; else audit.yaml beside the file')
    .option('--strict', 'exit code 5 when anything is impossible or inconsistent')
    .option('--no-color', 'no colours')
    .addHelpText(
      'after',
      `\nExamples:\n  $ ${program} audit\n  $ ${program} audit --all --format markdown\n  $ ${program} audit my-paper/published.yaml --strict\n  $ ${program} audit --format json | jq .audit.counts\n`,
    )
    .action(async (file: string | undefined, options: AuditOptions) => {
      const { runAudit } = await import('../actions/audit.ts');
      home.finish(await runAudit(home, file, options));
    });
}
