/** Comma-separated values after RFC 4180: records end in CRLF, quotes are doubled, all records have one length. */
import { documentRecords } from './delimited.ts';
import type { Format } from './format.ts';

export const csv: Format = {
  name: 'csv',
  extension: 'csv',
  async render(document, options) {
    const lines = documentRecords(document, options.language).map((record) => record.map(quoted).join(','));
    return lines.map((line) => `${line}\r\n`).join('');
  },
};

function quoted(field: string): string {
  return /[",\r\n;]|^\s|\s$/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}
