/** The tree that an expression parses to. */

export type Arithmetic = '+' | '-' | '*' | '/' | '^';
export type Comparison = '==' | '!=' | '<' | '<=' | '>' | '>=';

/** Every node knows the 1-based column where it starts (an operator: where its sign is). */
export type ExpressionNode =
  | { readonly kind: 'number'; readonly value: number; readonly column: number }
  | { readonly kind: 'text'; readonly value: string; readonly column: number }
  | { readonly kind: 'variable'; readonly name: string; readonly column: number }
  | { readonly kind: 'negative'; readonly of: ExpressionNode; readonly column: number }
  | {
      readonly kind: 'arithmetic';
      readonly sign: Arithmetic;
      readonly left: ExpressionNode;
      readonly right: ExpressionNode;
      readonly column: number;
    }
  | {
      readonly kind: 'comparison';
      readonly sign: Comparison;
      readonly left: ExpressionNode;
      readonly right: ExpressionNode;
      readonly column: number;
    }
  | {
      readonly kind: 'and' | 'or';
      readonly left: ExpressionNode;
      readonly right: ExpressionNode;
      readonly column: number;
    }
  | { readonly kind: 'not'; readonly of: ExpressionNode; readonly column: number }
  | { readonly kind: 'is missing'; readonly of: ExpressionNode; readonly column: number }
  | {
      readonly kind: 'in';
      readonly of: ExpressionNode;
      readonly items: readonly (number | string)[];
      readonly column: number;
    }
  | {
      readonly kind: 'if';
      readonly condition: ExpressionNode;
      readonly then: ExpressionNode;
      readonly otherwise: ExpressionNode;
      readonly column: number;
    }
  | {
      readonly kind: 'call';
      readonly name: string;
      readonly parts: readonly ExpressionNode[];
      readonly column: number;
    };
