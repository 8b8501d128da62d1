/** Faults of a do-file that its text alone shows. Knows nothing of the emitter: only how Stata reads quotes, macros and names. */

interface Read {
  /** the line with texts blanked and macros named: `x' becomes an identifier of its own */
  readonly bare: string;
  readonly macros: readonly string[];
  readonly fault?: string;
}

/** One logical line: plain and compound quotes, macros, parentheses. */
function read(line: string): Read {
  const macros: string[] = [];
  const open: string[] = [];
  let bare = '';
  for (let at = 0; at < line.length; at++) {
    const two = line.slice(at, at + 2);
    const inText = open.at(-1) === '"' || open.at(-1) === '`"';
    if (two === '\\$' || two === '\\`') at++;
    else if (two === '`"' && open.at(-1) !== '"') {
      open.push('`"');
      at++;
    } else if (two === '"\'' && open.at(-1) === '`"') {
      open.pop();
      at++;
    } else if (line[at] === '"' && open.at(-1) !== '`"') void (open.at(-1) === '"' ? open.pop() : open.push('"'));
    else if (line[at] === '`') {
      const name = /^`([A-Za-z_]\w*|=[^']*|[cre]\(\w+\))'/.exec(line.slice(at));
      if (name === null) return { bare, macros, fault: 'a macro is not closed' };
      if (/^\w+$/.test(name[1]!)) macros.push(name[1]!);
      if (!inText) bare += ' ';
      at += name[0].length - 1;
    } else if (!inText) {
      if (line[at] === '(') open.push('(');
      if (line[at] === ')' && open.pop() !== '(') return { bare, macros, fault: 'a parenthesis too many' };
      bare += line[at];
    }
  }
  const fault = open.length > 0 ? `not closed: ${open.join(' ')}` : undefined;
  return { bare, macros, ...(fault !== undefined && { fault }) };
}

const FREE = new Set(
  // words of commands, options and storage types that are no variables
  'if in using c i double byte int long float str500 strL datasignature e r b V turn scalar sum st_matrix'.split(' '),
);

/** Variables that part of a line names: neither functions nor options nor numbers. */
function namesIn(bare: string): readonly string[] {
  const text = bare
    .replace(/(?<![\p{L}\p{N}_])i?b?\d*n?\.(?=[\p{L}_])/gu, ' ')
    .replace(/(?<![\p{L}\p{N}_])c\.(?=[\p{L}_])/gu, ' ');
  const words = [...text.matchAll(/(?<![\p{L}\p{N}_.:])[\p{L}_][\p{L}\p{N}_]*\*?(?!\s*\()(?![\p{L}\p{N}_])/gu)];
  return words.map(([word]) => word).filter((word) => !FREE.has(word) && !word.endsWith('*'));
}

/** Every fault with the number of its line. `columns` are those that the data file has. */
export function stataFaults(text: string, columns: readonly string[]): readonly string[] {
  const faults: string[] = [];
  let frame = 'default';
  let local = new Set<string>();
  let outer = local;
  let depth = 0;
  const frames = new Map<string, Set<string>>([['default', new Set(columns)]]);
  const programs = new Set([...text.matchAll(/^program define (\w+)/gm)].map(([, name]) => name!));
  const lines = text.split('\n');
  for (let at = 0; at < lines.length; at++) {
    const number = at + 1;
    let line = lines[at]!;
    const say = (what: string): void => void faults.push(`line ${number}: ${what}: ${line.trim().slice(0, 80)}`);
    if (/^\s*\*/.test(line)) {
      if (/\/\/\/|\/\*|`/.test(line)) say('a comment that goes on');
      continue;
    }
    while (/\/\/\/\s*$/.test(line)) {
      if (!/\s\/\/\/$/.test(line)) say('/// without a space before it');
      if (++at >= lines.length) say('/// on the last line');
      line = line.replace(/\s*\/\/\/$/, ' ') + (lines[at] ?? '').trim();
    }
    line = line.replace(/\s\/\/ .*$/, '');
    const { bare, macros, fault } = read(line);
    if (fault !== undefined) say(fault);
    const words = bare.trim().replace(/^(?:quietly|capture)\s+/, '');
    for (const name of macros) if (!local.has(name)) say(`macro ${name} is not defined`);
    depth += (bare.match(/\{/g)?.length ?? 0) - (bare.match(/\}/g)?.length ?? 0);
    if (depth < 0) say('a brace too many');
    const own = frames.get(frame)!;
    const use = (part: string): void => {
      if (local !== outer) return; // in a program names are arguments
      for (const name of namesIn(part)) if (!own.has(name)) say(`no variable ${name} in frame ${frame}`);
    };
    const [head, ...options] = words.split(/,(?![^(]*\))/);
    const rules: readonly (readonly [RegExp, (...groups: readonly string[]) => void])[] = [
      [
        /^program define/,
        () => {
          outer = local;
          local = new Set();
        },
      ],
      [
        /^end$/,
        () => {
          local = outer;
        },
      ],
      [/^args (.*)$/, (names) => names!.split(' ').forEach((name) => void local.add(name))],
      [/^syntax /, () => ['varlist', 'codes', 'levels'].forEach((name) => void local.add(name))],
      [
        /^(?:if .* )?local (?:\+\+)?(\w+)/,
        (name) => {
          local.add(name!);
          if (name === 'terms') use(words.slice('local terms'.length));
        },
      ],
      [
        /^foreach (\w+) (?:in|of)(.*)$/,
        (name, over) => {
          local.add(name!);
          if (/varlist/.test(over!)) use(over!.replace('varlist', '').replace('{', ''));
          if (/event_at/.test(over!)) for (const one of over!.replace('{', '').trim().split(/\s+/)) own.delete(one);
        },
      ],
      [
        /^levelsof ([\p{L}\w]+).*local\((\w+)\)/u,
        (of, name) => {
          use(of!);
          local.add(name!);
        },
      ],
      [/^frame create (\w+)/, (name) => void frames.set(name!, new Set())],
      [
        /^frame rename .*?([\p{L}\w]+)$/u,
        (to) => {
          frames.delete(frame);
          frames.set(to!, own);
          frame = to!;
        },
      ],
      [
        /^frame copy ([\p{L}\w]+) ([\p{L}\w]+)/u,
        (from, to) => {
          if (!frames.has(from!)) say(`no frame ${from}`);
          frames.set(to!, new Set(frames.get(from!)));
        },
      ],
      [
        /^frame change ([\p{L}\w]+)/u,
        (name) => {
          if (!frames.has(name!)) say(`no frame ${name}`);
          else frame = name!;
        },
      ],
      [
        /^(?:by\w* ([\p{L}\w]+): )?(?:generate|egen)\s+(?:(?:byte|int|long|float|double)\s+)?([\p{L}\w]+)\s*=(.*)$/u,
        (by, name, value) => {
          use(by ?? '');
          if (local === outer && own.has(name!)) say(`variable ${name} is there already`);
          use(value!);
          own.add(name!);
        },
      ],
      [
        /^(?:clonevar|xtile) ([\p{L}\w]+) = ([\p{L}\w]+)/u,
        (name, of) => {
          use(of!);
          own.add(name!);
        },
      ],
      [/^predict (?:double )?([\p{L}\w]+)/u, (name) => void own.add(name!)],
      [/^rename [\p{L}\w]+ ([\p{L}\w]+)/u, (name) => void own.add(name!)],
      [/^(?:keep|drop) if (.*)$/, (where) => use(where!)],
      [/^drop (.*)$/, (names) => names!.split(' ').forEach((name) => void own.delete(name))],
      [/^replace (.*)$/, (rest) => use(rest!.replace('=', ' '))],
      [
        /^(?:probit|logit|cloglog|poisson|regress|glm|fracreg logit|xtlogit|xtprobit) ([^,]*)/,
        (main) => {
          use(main!.replace(/\[.*?\]/, ''));
          use(/vce\(cluster ([\p{L}\w]+)\)/u.exec(bare)?.[1] ?? '');
        },
      ],
      [
        /^margins\b([^,]*)/,
        (main) => {
          use(main!.replace(/\b(?:r|ar)\./g, ''));
          use(/dydx\(([^)*]*)\)/.exec(words)?.[1] ?? '');
        },
      ],
      [
        /^(?:tabstat|tabulate|summarize|oneway|ttest|count|assert|xtset|destring|keep|pca|testparm)\b/,
        () => {
          const main = head!.replace(/^\w+/, '').replace(/\[.*?\]/, '');
          use(main.replace(/(?:^|\s)if\s/, ' '));
          use(/\[\w+ = ([^\]]*)\]/.exec(head!)?.[1] ?? '');
          for (const option of options) use(/\bby\(([^)]*)\)/.exec(option)?.[1] ?? '');
        },
      ],
      [
        /^(save_\w+|to_category)\b/,
        (name) => {
          if (!programs.has(name!)) say('no such program');
        },
      ],
    ];
    for (const [pattern, act] of rules) {
      const match = pattern.exec(words.trim());
      if (match === null) continue;
      act(...(match.slice(1) as string[]));
      break;
    }
  }
  if (depth !== 0) faults.push('braces do not balance');
  return faults;
}
