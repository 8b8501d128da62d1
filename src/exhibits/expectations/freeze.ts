/** The numbers of a run written as expectations: expect.yaml. */
import { Failure } from '../../errors/failure.ts';
import { formatFixed } from '../../numerics/decimal.ts';
import { type AddressPath, formatAddress, parseAddress } from '../../results/address.ts';
import type { AddressedNumber } from '../../results/addressed-number.ts';
import { numbersOf } from '../../results/addresses.ts';
import type { Results } from '../../results/results.ts';
import { SECTIONS } from './find-cell.ts';

export interface FreezeOptions {
  /** every digit, with a relative tolerance, in place of rounded numbers */
  readonly exact: boolean;
  /** addresses below which numbers are kept; all of them when empty */
  readonly only: readonly string[];
}

const SE_DIGITS = 4;
const DIGITS = 6;
const MOST_DECIMALS = 12;
/** Of `exact`: where the expected number is zero or nearly so, the absolute tolerance holds. */
const RELATIVE = 1e-8;
const ABSOLUTE = 1e-12;
const MOST_BYTES = 256 * 1024;
const MOST_VALUES = 20_000;

/** What follows from an estimate and its standard error. */
const DERIVED = new Set(['stdError', 'statistic', 'pValue', 'confLow', 'confHigh', 'df']);

/**
 * The text of expect.yaml, sorted by address. Estimates with their standard errors, to as many decimals as give the standard
 * error four significant digits; other numbers to six; at most twelve decimals; counts as they are. Shares of random draws
 * with every digit, because they are held by a binomial interval. What is not defined is left out and counted. E-USAGE when
 * `only` names nothing or nothing is left; E-RESOURCE when the file would be larger than a spec may be.
 */
export function frozenText(results: Results, options: FreezeOptions): string {
  const numbers = numbersOf(results);
  const cells = [...numbers.values()].filter(({ path }) => isKept(path, numbers));
  const chosen = chooseCells(cells, options.only);
  const defined = chosen.filter(({ value }) => Number.isFinite(value));
  if (defined.length === 0) throw new Failure('E-USAGE', { finding: 'no number to freeze' });
  const groups = new Map<string, string[]>();
  for (const number of inOrder(defined)) {
    const { within, line } = cellLine(number, numbers, options.exact);
    groups.set(within, [...(groups.get(within) ?? []), line]);
  }
  const body = [...groups].flatMap(([within, lines]) => [`  - within: ${yamlText(within)}`, '    cells:', ...lines]);
  const text = [...head(results, options, chosen.length - defined.length), ...body, ''].join('\n');
  refuseLarge(text, defined.length);
  return text;
}

function isKept(path: AddressPath, numbers: ReadonlyMap<string, AddressedNumber>): boolean {
  if (!SECTIONS.some((section) => section === path[0])) return false;
  const hasEstimate =
    DERIVED.has(String(path.at(-1))) && numbers.has(formatAddress([...path.slice(0, -1), 'estimate']));
  return !hasEstimate;
}

function chooseCells(cells: readonly AddressedNumber[], only: readonly string[]): readonly AddressedNumber[] {
  if (only.length === 0) return cells;
  const below = only.map((address) => {
    const steps = parseAddress(address) ?? [];
    const found = cells.filter(({ path }) => steps.every((step, index) => String(path[index]) === String(step)));
    if (found.length > 0 && steps.length > 0) return found;
    const place = { path: '--only' };
    throw new Failure('E-USAGE', { place, finding: `no number of this run is below "${address}"` });
  });
  const wanted = new Set(below.flat());
  return cells.filter((cell) => wanted.has(cell));
}

function inOrder(cells: readonly AddressedNumber[]): readonly AddressedNumber[] {
  const named = cells.map((cell) => ({ cell, key: splitPath(cell.path).map(formatAddress) }));
  const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return named.sort((a, b) => compare(a.key[0]!, b.key[0]!) || compare(a.key[1]!, b.key[1]!)).map(({ cell }) => cell);
}

/** Where a group of cells begins, and the cell in it; an estimate goes by its term alone. */
function splitPath(path: AddressPath): readonly [AddressPath, AddressPath] {
  const named = path.at(-1) === 'estimate' ? path.slice(0, -1) : path;
  const most = { flows: 2, summaries: 3 }[String(path[0])] ?? named.length - 1;
  const at = Math.min(most, named.length - 1);
  return [named.slice(0, at), named.slice(at)];
}

function cellLine(number: AddressedNumber, numbers: ReadonlyMap<string, AddressedNumber>, exact: boolean) {
  const [within, cell] = splitPath(number.path);
  const { value, kind } = number;
  const parts = [`cell: ${yamlText(formatAddress(cell))}`];
  const se = numbers.get(formatAddress([...number.path.slice(0, -1), 'stdError']))?.value ?? Number.NaN;
  const spread = kind === 'estimate' && Number.isFinite(se) ? se : undefined;
  if (kind === 'count' || kind === 'monte_carlo' || exact) {
    parts.push(`value: ${plainNumber(value)}`);
    if (spread !== undefined) parts.push(`se: ${plainNumber(spread)}`);
  } else {
    const decimals = spread !== undefined && spread > 0 ? decimalsFor(spread, SE_DIGITS) : decimalsFor(value, DIGITS);
    parts.push(`value: "${formatFixed(value, decimals)}"`);
    if (spread !== undefined) parts.push(`se: "${formatFixed(spread, decimals)}"`);
  }
  return { within: formatAddress(within), line: `      - { ${parts.join(', ')} }` };
}

/** Decimals that show so many significant digits. */
function decimalsFor(value: number, digits: number): number {
  if (value === 0) return 0;
  const magnitude = Math.floor(Math.log10(Math.abs(value)));
  return Math.min(MOST_DECIMALS, Math.max(0, digits - 1 - magnitude));
}

/** The shortest digits that read back as the same number, in the form that a spec takes. */
function plainNumber(value: number): string {
  return Number.isInteger(value) && Math.abs(value) > Number.MAX_SAFE_INTEGER ? value.toExponential() : String(value);
}

function yamlText(text: string): string {
  if (/^[A-Za-z_][\w.^()]*$/.test(text) && !/^(true|false|null)$/i.test(text)) return text;
  return /^[^'\p{C}\p{Zl}\p{Zp}]*$/u.test(text) ? `'${text}'` : JSON.stringify(text);
}

function head({ provenance, notices }: Results, { exact }: FreezeOptions, undefinedCount: number): readonly string[] {
  const { program, version, paper, specSha256, settings, seed, data } = provenance;
  const synthetic = data.some((source) => source.synthetic);
  const rule = exact
    ? `every digit, held to a relative tolerance of ${RELATIVE} (${ABSOLUTE} near zero)`
    : `estimate and standard error to the decimals that give the standard error ${SE_DIGITS} significant digits, other numbers to ${DIGITS}`;
  const comments = [
    `Expected numbers of ${paper}, written by \`${program} freeze\`, version ${version}; \`${program} check --expect\` holds a run against them.`,
    ...(synthetic
      ? ['NUMBERS OF SYNTHETIC DATA: they show that nothing moved. They are no results of the paper.']
      : []),
    ...notices.map(({ en }) => en),
    ...data.map(({ name, sha256, rows }) => `Data: ${name}, ${rows} rows, sha256 ${sha256}`),
    `Spec: sha256 ${specSha256}`,
    `Rule: ${rule}; at most ${MOST_DECIMALS} decimals; counts exactly; shares of random draws by a binomial interval.`,
    ...(undefinedCount > 0 ? [`Left out: ${undefinedCount} numbers that are not defined.`] : []),
  ];
  return [
    ...comments.map((line) => `# ${line.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ')}`),
    'schema: expect/1',
    'frozen:',
    `  program: ${JSON.stringify(program)}`,
    `  version: ${JSON.stringify(version)}`,
    `  synthetic: ${synthetic}`,
    `  spec_sha256: "${specSha256}"`,
    `  settings: ${JSON.stringify(settings)}`,
    ...(seed === undefined ? [] : [`  seed: ${seed}`]),
    data.length === 0 ? '  data: []' : '  data:',
    ...data.map(({ name, sha256 }) => `    - { name: ${JSON.stringify(name)}, sha256: "${sha256}" }`),
    ...(exact ? [`tolerance: { relative: ${RELATIVE}, absolute: ${ABSOLUTE} }`] : []),
    'cells:',
  ];
}

/** A file that could not be read again is not written. */
function refuseLarge(text: string, cells: number): void {
  const bytes = Buffer.byteLength(text);
  if (bytes <= MOST_BYTES && 4 * cells <= MOST_VALUES) return;
  throw new Failure('E-RESOURCE', {
    finding: `${cells} numbers (${bytes} bytes) are more than one file of expectations may hold`,
    accepted: `at most ${MOST_BYTES} bytes and ${MOST_VALUES / 4} numbers`,
    remedy: 'name a command, or parts of the results by --only models.benchmark',
  });
}
