/** YAML text -> a tree of nodes, with the size and the depth checked before anything recursive touches the text. */
import { Composer, type Document, Lexer, LineCounter, type Node, Parser, type YAMLParseError } from 'yaml';
import { Failure, Failures } from '../errors/failure.ts';

export const MAX_DEPTH = 32;
const MAX_BYTES = 256 * 1024;
const TOO_DEEP = `nesting deeper than ${MAX_DEPTH}`;
/** what the lexer emits besides the text itself: start of a document, of a scalar, error at the end of a flow collection */
const MARKERS = new Set(['\x02', '\x18', '\x1f']);

/** The tree of the only document of a text, or null when the text is empty; E-SPEC-YAML otherwise. */
export function composeYaml(text: string, file: string): { readonly root: Node | null; readonly lines: LineCounter } {
  const bytes = Buffer.byteLength(text);
  if (bytes > MAX_BYTES) fail(file, `${bytes} bytes`, `at most ${MAX_BYTES}`);
  const source = text.startsWith('\ufeff') ? text.slice(1) : text;
  const lines = new LineCounter();
  const documents = compose(source, file, lines);
  const faults = documents.flatMap((document) => faultsOf(document, file, lines));
  const [document, second] = documents;
  if (second !== undefined && faults.length === 0) {
    const { line, col } = lines.linePos(second.range[0]);
    faults.push(
      new Failure('E-SPEC-YAML', {
        place: { file, line, column: col },
        finding: 'a second document',
        accepted: 'one per file',
      }),
    );
  }
  if (faults.length > 0) throw new Failures(faults);
  return { root: (document?.contents as Node | null | undefined) ?? null, lines };
}

function compose(source: string, file: string, lines: LineCounter): Document.Parsed[] {
  refuseDeepLines(source, file);
  const options = {
    version: '1.2',
    schema: 'core',
    uniqueKeys: false,
    resolveKnownTags: false,
    prettyErrors: false,
  } as const;
  lines.addNewLine(0);
  const parser = new Parser(lines.addNewLine);
  const composer = new Composer(options);
  const tokens = [...checkedTokens(source, file, parser, lines)];
  return [...composer.compose(tokens, true, source.length)] as Document.Parsed[];
}

/** The parser's tokens; the depth of flow collections is counted lexeme by lexeme, before they are nested. */
function* checkedTokens(source: string, file: string, parser: Parser, lines: LineCounter) {
  let depth = 0;
  let offset = 0;
  for (const lexeme of new Lexer().lex(source)) {
    if (lexeme === '[' || lexeme === '{') depth++;
    if (lexeme === ']' || lexeme === '}') depth--;
    if (depth > MAX_DEPTH) fail(file, TOO_DEEP, undefined, lines.linePos(offset));
    if (lexeme.startsWith('%')) fail(file, 'a directive (%)', 'plain YAML 1.2', lines.linePos(offset));
    if (!MARKERS.has(lexeme)) offset += lexeme.length;
    yield* parser.next(lexeme);
  }
  yield* parser.end();
}

/**
 * A block collection starts further right than the one around it (a list under a key may start at the same column), so the
 * columns at which lines and their list items start bound the depth by a factor of two. The tree is checked exactly.
 */
function refuseDeepLines(source: string, file: string): void {
  const starts: number[] = [];
  for (const [index, line] of source.split(/\r\n|\r|\n/).entries()) {
    const start = line.search(/[^ ]/);
    if (start === -1) continue;
    while (starts.length > 0 && starts.at(-1)! >= start) starts.pop();
    starts.push(start);
    for (let column = start; /[-?:]/.test(line[column] ?? '') && /[ \t]/.test(line[column + 1] ?? ''); ) {
      column += 1 + line.slice(column + 1).search(/[^ \t]|$/);
      starts.push(column);
      if (starts.length > 2 * MAX_DEPTH) break;
    }
    if (starts.length > 2 * MAX_DEPTH) fail(file, TOO_DEEP, undefined, { line: index + 1, col: start + 1 });
  }
}

/** The first syntax error (those after it follow from it) and every tag that nothing knows. */
function faultsOf(document: Document.Parsed, file: string, lines: LineCounter): Failure[] {
  const [error] = document.errors;
  return [...(error === undefined ? [] : [error]), ...document.warnings].map((fault) => {
    const { line, col } = lines.linePos(fault.pos[0]);
    return new Failure('E-SPEC-YAML', {
      place: { file, line, column: col },
      finding: wording(fault as YAMLParseError),
    });
  });
}

function wording({ code, message }: YAMLParseError): string {
  if (code === 'TAG_RESOLVE_FAILED') return 'a tag (!) that a spec does not know';
  if (code === 'TAB_AS_INDENT') return 'a tab as indentation: use spaces';
  const [sentence = 'unreadable'] = message.split('\n');
  return `not YAML: ${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`;
}

function fail(file: string, finding: string, accepted?: string, at?: { line: number; col: number }): never {
  const place = { file, line: at?.line ?? 1, column: at?.col ?? 1 };
  throw new Failures([new Failure('E-SPEC-YAML', { place, finding, ...(accepted && { accepted }) })]);
}
