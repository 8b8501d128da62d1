/** The ways a run can fail: one class, one catalogue of codes, one line of text for each. */
import { CATALOGUE, type FailureCode } from './catalogue.ts';

/** Where a fault is: a file and a physical line, or a dotted path inside a spec, or both. */
export interface Place {
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  /** dotted path inside a spec, for example `participation.terms[2]` */
  readonly path?: string;
}

/** What a failure says. `finding` and `remedy` never quote a cell of the data. */
export interface FailureParts {
  readonly place?: Place;
  /** what was found, in the user's words */
  readonly finding: string;
  /** what is accepted, or the nearest known name */
  readonly accepted?: string;
  /** what to do about it */
  readonly remedy?: string;
}

/**
 * A failure that a user can act on. The message is one line,
 * `CODE file:line:col path: finding; accepted; remedy`, and the exit code follows from the catalogue.
 */
export class Failure extends Error {
  readonly code: FailureCode;
  readonly exitCode: number;
  readonly parts: FailureParts;

  constructor(code: FailureCode, parts: FailureParts) {
    super(describe(code, parts));
    this.name = 'Failure';
    this.code = code;
    this.exitCode = CATALOGUE[code].exit;
    this.parts = parts;
  }
}

/** Several failures found in one pass (spec faults are collected, not reported one at a time). */
export class Failures extends Error {
  readonly failures: readonly Failure[];
  readonly exitCode: number;

  constructor(failures: readonly Failure[]) {
    super(failures.map((failure) => failure.message).join('\n'));
    this.name = 'Failures';
    this.failures = failures;
    this.exitCode = failures[0]?.exitCode ?? 2;
  }
}

function describe(code: FailureCode, parts: FailureParts): string {
  const where = placeText(parts.place);
  const said = [parts.finding, parts.accepted, parts.remedy].filter((text) => text !== undefined).join('; ');
  return printable(where === '' ? `${code} ${said}` : `${code} ${where}: ${said}`);
}

function placeText(place: Place | undefined): string {
  if (place === undefined) return '';
  const at = [place.file, place.line, place.column].filter((part) => part !== undefined).join(':');
  return [at, place.path].filter((part) => part !== undefined && part !== '').join(' ');
}

/** Control, bidirectional and zero-width characters shown as escapes: names come from files nobody checked. */
export function printable(text: string): string {
  return text.replace(
    /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
