/** Functions that a script defines at its top: only those that its body calls, and what these call in turn. */

export interface Piece {
  readonly name: string;
  readonly text: string;
}

/** The pieces that a body needs, in the order in which they are declared. */
export function neededPieces(pieces: readonly Piece[], body: string): readonly Piece[] {
  const needed = new Set<Piece>();
  const look = (text: string): void => {
    const code = text.replace(/^\s*#.*$/gm, '');
    for (const piece of pieces) {
      if (needed.has(piece) || !calls(code, piece.name)) continue;
      needed.add(piece);
      look(piece.text);
    }
  };
  look(body);
  return pieces.filter((piece) => needed.has(piece));
}

/** A call, a name given as an argument, or a constant with something inside. */
function calls(code: string, name: string): boolean {
  return new RegExp(`(?<![\\w.$"'])${name.replace(/\./g, '\\.')}(?=\\s*[([,)])`).test(code);
}
