/** README.md of a run folder, in the sections that data editors of social-science journals ask for. */
import { inLanguage, type Text } from '../results/text.ts';
import { CHECKSUM_FILE } from './checksums.ts';
import { commandLine, shellWord } from './command-line.ts';
import { code, inline, markdownTable } from './markdown-text.ts';
import type { Publication } from './publication.ts';
import { README_WORDS } from './readme-words.ts';
import { CRATE_FILE } from './ro-crate.ts';
import { RUN_FILE, type RunRecord } from './run-schema.ts';

export const README_FILE = 'README.md';

/** The section between these lines is of one run only; everything else is the same in every run of the command. */
const OWN_BEGINS = '<!-- this run only: begin -->';
const OWN_ENDS = '<!-- this run only: end -->';

export interface ReadmeParts {
  readonly record: RunRecord;
  readonly publication: Publication;
  /** shown with every exhibit: synthetic data, settings */
  readonly notices: readonly Text[];
}

export function readme(parts: ReadmeParts): string {
  const { record, publication, notices } = parts;
  const words = README_WORDS[record.language];
  const program = `${record.program} ${record.version}`;
  const count = (kind: string) => record.exhibits.filter((one) => one.kind === kind).length;
  const verify = [record.program, 'verify', '.', ...dataOptions(record)].join(' ');
  const sections: readonly string[] = [
    `# ${words.title(`${record.program} ${record.command.verb}`, inline(inLanguage(publication.title, record.language)))}`,
    ...notices.map((notice) => `> **${inline(inLanguage(notice, record.language))}**`),
    `## ${words.overview}`,
    words.holds(count('table'), count('figure'), program),
    block(commandLine(record)),
    words.verified,
    block(verify),
    ...availability(parts),
    ...requirements(record),
    ...programs(record),
    `## ${words.instructions}`,
    `1. ${words.install(program)}\n2. ${words.obtain}\n3. ${words.repeat}`,
    block(commandLine(record)),
    words.compare,
    block(verify),
    `## ${words.exhibits}`,
    words.exhibitsSaid,
    exhibitTable(record),
    `## ${words.codebook}`,
    words.codebookSaid,
    codebookTable(parts),
    `## ${words.references}`,
    ...(publication.citation === undefined ? [] : [`${words.paper} ${paperText(publication)}`]),
    words.template,
  ];
  return `${sections.join('\n\n')}\n`;
}

/** A README without the section that two runs need not have in common; unchanged where the marks are not there. */
export function readmeWithoutFacts(text: string): string {
  const begin = text.indexOf(OWN_BEGINS);
  const end = text.indexOf(OWN_ENDS, begin);
  return begin === -1 || end === -1 ? text : text.slice(0, begin) + text.slice(end);
}

function block(line: string): string {
  return `\`\`\`sh\n${line}\n\`\`\``;
}

/** Synthetic data come with the program, so that `verify` finds them by itself. */
function dataOptions({ data }: RunRecord): readonly string[] {
  return data.every(({ synthetic }) => synthetic) ? [] : data.map(({ name }) => `--data ${shellWord(name)}`);
}

function paperText({ citation = '', doi }: Publication): string {
  return doi === undefined ? inline(citation) : `${inline(citation)}, https://doi.org/${doi}`;
}

function availability({ record, publication }: ReadmeParts): readonly string[] {
  const words = README_WORDS[record.language];
  const synthetic = record.data.every((file) => file.synthetic);
  const access =
    publication.access === undefined ? words.accessUnknown : inline(inLanguage(publication.access, record.language));
  const rows = record.data.map((file) => [
    code(file.name),
    `\`${file.sha256}\``,
    String(file.rows),
    String(file.columns),
    file.encoding,
    file.synthetic ? words.yes : words.no,
    words.no,
  ]);
  return [
    `## ${words.availability}`,
    `### ${words.rights}`,
    words.rightsSaid,
    `### ${words.summary}`,
    synthetic ? `${words.allSynthetic} ${words.noneIncluded}` : words.noneIncluded,
    `### ${words.sources}`,
    synthetic && publication.access !== undefined ? `${words.accessReal} ${access}` : access,
    `## ${words.list}`,
    markdownTable(words.datasets, rows),
  ];
}

function requirements(record: RunRecord): readonly string[] {
  const words = README_WORDS[record.language];
  const { random, thisRun } = record;
  const drawn = random.map(({ what, name, draws, exhaustive, seed }) => [
    what,
    code(name),
    String(draws),
    exhaustive ? words.exhaustive : seed === undefined ? words.seedInSpec : String(seed),
  ]);
  const facts = [
    thisRun.finishedAt,
    words.seconds(thisRun.seconds),
    `${thisRun.peakMemoryMiB} MiB`,
    thisRun.node,
    thisRun.platform,
    String(thisRun.processors),
    `${thisRun.memoryMiB} MiB`,
  ];
  return [
    `## ${words.requirements}`,
    `### ${words.software}`,
    words.softwareSaid(`${record.program} ${record.version}`),
    `### ${words.randomness}`,
    random.length === 0 ? words.nothingRandom : `${markdownTable(words.drawn, drawn)}\n\n${words.threads}`,
    `### ${words.machine}`,
    OWN_BEGINS,
    facts.map((fact, index) => `- ${words.facts[index]}: ${inline(fact)}`).join('\n'),
    OWN_ENDS,
  ];
}

function programs(record: RunRecord): readonly string[] {
  const words = README_WORDS[record.language];
  const { files, settings } = record.spec;
  const kept = Object.entries(words.kept).filter(([name]) => KEPT.has(name));
  return [
    `## ${words.programs}`,
    words.programsSaid,
    files.map(({ path, sha256 }) => `- ${code(path)}, SHA-256 \`${sha256}\``).join('\n'),
    ...(settings.length === 0 ? [] : [words.settings, settings.map((one) => `- ${code(one)}`).join('\n')]),
    words.others,
    markdownTable(
      words.files,
      kept.map(([name, holds]) => [code(name), holds]),
    ),
    `${words.license} ${record.license ?? words.licenseUnstated}`,
  ];
}

const KEPT: ReadonlySet<string> = new Set(['results.json', 'report.html', RUN_FILE, CRATE_FILE, CHECKSUM_FILE]);

function exhibitTable(record: RunRecord): string {
  const words = README_WORDS[record.language];
  const rows = record.exhibits.map(({ id, title, files, spec }) => [
    code(id),
    inline(title),
    spec === undefined ? '' : code(`spec/${spec.file}:${spec.line}`),
    files.map((file) => `[${inline(file.slice(file.lastIndexOf('/') + 1))}](<${file}>)`).join(' '),
  ]);
  return markdownTable(words.exhibitHeader, rows);
}

function codebookTable({ record, publication }: ReadmeParts): string {
  const { language, columns } = record;
  const words = README_WORDS[language];
  const say = (text: Text | undefined) => (text === undefined ? '' : inline(inLanguage(text, language)));
  const rows = columns.map(({ column, rows: all, missing }) => {
    const described = publication.codebook.columns.get(column);
    const levels = described?.levels?.map(({ name, label }) => `${code(name)} ${say(label)}`) ?? [];
    return [
      code(column),
      say(described?.label),
      say(described?.unit),
      levels.join('; '),
      String(all),
      missing === undefined ? words.private : String(missing),
    ];
  });
  return markdownTable(words.codebookHeader, rows);
}
