/** Media types of the files of a run folder, by their endings. */

const TYPES: Readonly<Record<string, string>> = {
  json: 'application/json',
  md: 'text/markdown',
  csv: 'text/csv',
  tex: 'application/x-tex',
  svg: 'image/svg+xml',
  html: 'text/html',
  yaml: 'application/yaml',
  yml: 'application/yaml',
};

export function mediaType(path: string): string {
  const ending = /\.([a-z]+)$/i.exec(path)?.[1]?.toLowerCase() ?? '';
  return TYPES[ending] ?? 'text/plain';
}
