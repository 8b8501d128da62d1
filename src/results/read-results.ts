/** The JSON of a run read back: what was null becomes NaN again. */
import { RESULTS_SCHEMA, type Results } from './results.ts';

/** Undefined for a text that is not the JSON of this schema, or lacks parts that every run has. */
export function readResults(text: string): Results | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    return undefined;
  }
  if (!isRecord(value) || value.schema !== RESULTS_SCHEMA) return undefined;
  const { provenance, flows, models, summaries, notices } = value;
  const sound =
    isRecord(provenance) &&
    Array.isArray(provenance.data) &&
    Array.isArray(provenance.settings) &&
    Array.isArray(flows) &&
    Array.isArray(notices) &&
    isRecord(models) &&
    isRecord(summaries);
  return sound ? (withNaN(value) as Results) : undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function withNaN(value: unknown): unknown {
  if (value === null) return Number.NaN;
  if (Array.isArray(value)) return value.map(withNaN);
  if (typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, withNaN(part)]));
}
