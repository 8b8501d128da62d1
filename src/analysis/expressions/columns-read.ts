/** Which columns an expression reads. */
import type { ExpressionNode } from './node.ts';

/** Names of columns in the order of the text; one that is read twice is there twice. */
export function columnsRead(node: ExpressionNode): readonly string[] {
  switch (node.kind) {
    case 'number':
    case 'text':
      return [];
    case 'variable':
      return [node.name];
    case 'negative':
    case 'not':
    case 'is missing':
    case 'in':
      return columnsRead(node.of);
    case 'if':
      return [node.condition, node.then, node.otherwise].flatMap(columnsRead);
    case 'call':
      return node.parts.flatMap(columnsRead);
    default:
      return [...columnsRead(node.left), ...columnsRead(node.right)];
  }
}
