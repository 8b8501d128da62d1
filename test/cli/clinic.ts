/** The clinic that does not exist: 120 visitors and a spec, small enough to run many times. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Circumstances, type Ended, reimb } from './program.ts';

export const CLINIC = join(import.meta.dirname, 'clinic/clinic.csv');
export const CLINIC_SPEC = join(import.meta.dirname, 'clinic/clinic.yaml');
export const clinicText = readFileSync(CLINIC, 'utf8');
export const clinicSpecText = readFileSync(CLINIC_SPEC, 'utf8');

/** `reimb run` of the clinic's spec on the clinic's data. */
export function runClinic(args: readonly string[] = [], circumstances?: Circumstances): Promise<Ended> {
  return reimb(['run', CLINIC_SPEC, '--data', CLINIC, ...args], circumstances);
}

/** The same spec on other data, given on standard input. */
export function runOn(data: string | Buffer, args: readonly string[] = []): Promise<Ended> {
  return reimb(['run', CLINIC_SPEC, '--data', '-', ...args], { input: data });
}

/** The text with one field of one line (1 is the header) replaced; the line must hold no quotes. */
export function withField(line: number, field: number, value: string, text = clinicText): string {
  const lines = text.split('\n');
  const fields = lines[line - 1]!.split(',');
  fields[field - 1] = value;
  lines[line - 1] = fields.join(',');
  return lines.join('\n');
}

/** The text with one whole line replaced. */
export function withLine(line: number, change: (before: string) => string, text = clinicText): string {
  const lines = text.split('\n');
  lines[line - 1] = change(lines[line - 1]!);
  return lines.join('\n');
}
