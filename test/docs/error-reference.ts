export function errorReference(): string { return 'x'; }
