/** The number that a name stands for, with what stands beside it: standard error, p value, observations. */
import { nearestName } from '../../errors/nearest.ts';
import { type AddressPath, formatAddress, parseAddress } from '../../results/address.ts';
import type { AddressedNumber, NumberKind } from '../../results/addressed-number.ts';
import type { OwnNumber } from '../../results/comparison.ts';

/** All numbers of a run: by address, and by published cell where an exhibit names one. */
export interface RunNumbers {
  readonly numbers: ReadonlyMap<string, AddressedNumber>;
  readonly published: ReadonlyMap<string, OwnNumber>;
}

export interface FoundCell {
  readonly value: number;
  readonly kind: NumberKind;
  readonly draws?: number;
  readonly stdError?: number;
  readonly pValue?: number;
  readonly nobs?: number;
}

/** Sections of the results that addresses begin with; any other name is a published cell. */
export const SECTIONS = ['flows', 'models', 'summaries', 'mediations', 'splits', 'placebos'] as const;
export type Section = (typeof SECTIONS)[number];

export function sectionOf(cell: string): Section | undefined {
  const [first] = parseAddress(cell) ?? [];
  return SECTIONS.find((section) => section === first);
}

/** Undefined when the run has no such cell. An address without a field means the estimate. */
export function findCell(cell: string, run: RunNumbers): FoundCell | undefined {
  const own = run.published.get(cell);
  if (own !== undefined) return publishedCell(own);
  const path = parseAddress(cell);
  if (path === undefined) return undefined;
  const written = formatAddress(path);
  const exact = run.numbers.get(written);
  const number = exact ?? run.numbers.get(`${written}.estimate`);
  if (number === undefined) return undefined;
  const field = number.path.at(-1);
  const beside = (name: string) => run.numbers.get(formatAddress([...number.path.slice(0, -1), name]))?.value;
  const stdError = field === 'estimate' ? beside('stdError') : undefined;
  const pValue = field === 'estimate' || field === 'statistic' ? beside('pValue') : undefined;
  const nobs = observations(number, run);
  return {
    value: number.value,
    kind: number.kind,
    ...(number.draws !== undefined && { draws: number.draws }),
    ...(stdError !== undefined && { stdError }),
    ...(pValue !== undefined && { pValue }),
    ...(nobs !== undefined && { nobs }),
  };
}

function publishedCell({ value, stdError, nobs, inference }: OwnNumber): FoundCell {
  return {
    value,
    kind: stdError === undefined ? 'statistic' : 'estimate',
    ...(stdError !== undefined && { stdError }),
    ...(inference !== undefined && { pValue: inference.pValue }),
    ...(nobs !== undefined && { nobs }),
  };
}

/** The observations of the nearest thing around a number that has some: its group, its equation. */
function observations({ path }: AddressedNumber, { numbers }: RunNumbers): number | undefined {
  for (let length = path.length - 1; length > 1; length--) {
    const nobs = numbers.get(formatAddress([...path.slice(0, length), 'nobs']));
    if (nobs !== undefined) return nobs.value;
  }
  return undefined;
}

/** What is wrong with a name that no number has: its first step that is not there, and the nearest that is. */
export function unknownCell(
  cell: string,
  { numbers, published }: RunNumbers,
): { readonly finding: string; readonly accepted?: string } {
  const isAddress = sectionOf(cell) !== undefined;
  const path: AddressPath = isAddress ? parseAddress(cell)! : cell.split('.');
  let within = isAddress ? [...numbers.values()].map((number) => number.path) : [...published.keys()].map(stepsOf);
  for (const [depth, step] of path.entries()) {
    const next = within.filter((candidate) => String(candidate[depth]) === String(step));
    const known = [...new Set(within.flatMap((candidate) => candidate[depth] ?? []))].map(String);
    if (next.length > 0) within = next;
    else return unknownStep(depth === 0 ? 'the results' : formatAddress(path.slice(0, depth)), String(step), known);
  }
  const fields = [...new Set(within.flatMap((candidate) => candidate[path.length] ?? []))].map(String);
  return { finding: `"${cell}" is not a number`, accepted: `say which: ${listed(fields)}` };
}

/** The parts of a published cell: table, row, column. */
function stepsOf(cell: string): AddressPath {
  return cell.split('.');
}

function unknownStep(place: string, step: string, known: readonly string[]) {
  const near = nearestName(step, known);
  const accepted = near !== undefined ? `nearest: "${near}"` : known.length > 0 ? `known: ${listed(known)}` : undefined;
  return { finding: `no "${step}" in ${place}`, ...(accepted !== undefined && { accepted }) };
}

const LISTED = 12;

function listed(names: readonly string[]): string {
  const shown = names.slice(0, LISTED).join(', ');
  return names.length > LISTED ? `${shown}, and ${names.length - LISTED} more` : shown;
}
