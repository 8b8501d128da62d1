/** The few functions of the package jstat that the house uses; the package itself ships without types. */
declare module 'jstat' {
  interface JStat {
    readonly normal: { inv(p: number, mean: number, sd: number): number };
    readonly studentt: { inv(p: number, df: number): number };
    readonly chisquare: { inv(p: number, df: number): number };
  }
  const jstat: JStat;
  export default jstat;
}
