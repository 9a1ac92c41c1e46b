export function forbidden(from: string, to: string): string | null
