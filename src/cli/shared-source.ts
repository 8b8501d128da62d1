/** Data that several runs read: files by their paths, standard input from memory. */
import type { ByteSource } from '../analysis/data/read-bytes.ts';

/** A function that gives the same sources as often as it is asked; standard input is read here, once. */
export async function sharedSource(sources: readonly ByteSource[]): Promise<() => readonly ByteSource[]> {
  const isInput = (source: ByteSource) => 'path' in source && source.path === '-';
  if (!sources.some(isInput)) return () => sources;
  const chunks: Uint8Array[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Uint8Array);
  return () => sources.map((source) => (isInput(source) ? { stream: streamOf(chunks), name: 'stdin' } : source));
}

async function* streamOf(chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks;
}
