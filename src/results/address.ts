/** Addresses of numbers in results: `models.benchmark.healthy.average.policy.estimate` and its parts. */
export type AddressPath = readonly (string | number)[];

/** The path as a person writes it; names with blanks, dots, brackets or quotes stand in quotes. */
export function formatAddress(path: AddressPath): string {
  return path
    .map((step, index) => {
      if (typeof step === 'number') return `[${step}]`;
      const name = /^[^\s.[\]"]+$/.test(step) ? step : JSON.stringify(step);
      return index === 0 ? name : `.${name}`;
    })
    .join('');
}

/** The steps of a written address; undefined when it does not parse. */
export function parseAddress(text: string): AddressPath | undefined {
  const steps: (string | number)[] = [];
  let rest = text;
  while (rest !== '') {
    const match = /^(?:\[(\d{1,9})\]|(\.?)(?:("(?:[^"\\]|\\.)*")|([^\s.[\]"]+)))/.exec(rest);
    if (match === null) return undefined;
    const [all, index, dot, quoted, word] = match;
    if (index === undefined && (dot === '.') !== steps.length > 0) return undefined;
    const name = quoted === undefined ? word : unquoted(quoted);
    if (index !== undefined) steps.push(Number(index));
    else if (name !== undefined) steps.push(name);
    else return undefined;
    rest = rest.slice(all.length);
  }
  return steps.length === 0 ? undefined : steps;
}

function unquoted(text: string): string | undefined {
  try {
    return JSON.parse(text) as string;
  } catch {
    return undefined;
  }
}
