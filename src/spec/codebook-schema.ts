/** codebook.yaml: what each column of the survey file is. */
import { z } from 'zod';
import { type Codebook, canonicalText, codebookColumn, type DeclaredColumn } from '../analysis/data/codebook.ts';
import { measureSchema } from '../analysis/data/measure-schema.ts';
import { namedFreely } from '../yaml/named.ts';
import { record } from '../yaml/record.ts';
import { textSchema } from '../yaml/text.ts';

/** A raw text of the data; a whole number is taken as its digits. */
const codeSchema = z.union([z.string(), z.int().transform(String)]);

const codes = z.union([codeSchema.transform((code) => [code]), z.array(codeSchema)]);

const level = z.union([
  codeSchema.transform((name): NonNullable<DeclaredColumn['levels']>[number] => ({ name })),
  record({
    name: codeSchema.describe('what specs and term names call the level'),
    code: codes.describe('the raw text, or texts, that mean it; the name unless given').optional(),
    label: textSchema.describe('what tables print; the name unless given').optional(),
  }).transform(({ code, ...rest }) => ({ ...rest, ...(code && { codes: code }) })),
]);

const column = record({
  kind: z
    .enum(['number', 'category', 'id', 'text', 'answers'])
    .describe(
      'number: a quantity; category: one of a few answers; id: a person, place or cluster; text: free text; answers: several answers in one cell',
    ),
  label: textSchema.describe('what tables print; the name unless given').optional(),
  unit: textSchema.describe('printed in brackets after the label').optional(),
  measure: measureSchema.optional(),
  levels: z.array(level).min(1).describe('the answers, in the order of tables').optional(),
  reference: codeSchema.describe('the level that models leave out').optional(),
  missing: z.array(codeSchema).describe('raw texts of this column that mean that there is no answer').optional(),
  private: z.boolean().describe('true: no value of it in any output; false: messages may quote values').optional(),
  exact: z.boolean().describe('keep digits of decimals that a double cannot hold').optional(),
  separator: z.string().min(1).describe('between the answers of one cell; ";" unless given').optional(),
});

const shape = {
  open: z
    .boolean()
    .default(false)
    .describe('true: the data may have further columns that specs use; they are typed by what they hold'),
  missing: z.array(codeSchema).default([]).describe('raw texts that mean that there is no answer, in every column'),
  synthetic: record({
    column: z.string().min(1).describe('a column that only files made by a recipe have'),
    notice: textSchema.describe('what every table then says'),
  })
    .describe('how to tell that a file was made by a recipe')
    .optional(),
  row: textSchema.optional().describe('what a row of the data is, in the plural: person-waves; rows unless given'),
  columns: namedFreely(column, codebookColumn)
    .default(new Map())
    .describe('the columns by their names in the header of the file'),
};

/** A codebook, and whether columns that it does not describe may be used. */
export interface DeclaredCodebook {
  readonly codebook: Codebook;
  readonly open: boolean;
}

const declared = ({
  open,
  missing,
  synthetic,
  row,
  columns,
}: z.output<ReturnType<typeof record<typeof shape>>>): DeclaredCodebook => ({
  codebook: { missing: missing.map(canonicalText), ...(synthetic && { synthetic }), ...(row && { row }), columns },
  open,
});

/** The section `codebook` of a single-file spec. */
export const codebookSection = record({ schema: z.literal('codebook/1').optional(), ...shape }).transform(declared);

/** The file codebook.yaml. */
export const codebookSchema = record({ schema: z.literal('codebook/1'), ...shape }).transform(declared);
