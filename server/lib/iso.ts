export const iso = (timeMs: number) => new Date(timeMs).toISOString()
