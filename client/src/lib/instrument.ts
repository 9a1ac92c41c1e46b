/** Whether an exchange's name is that of an option: it ends in call or put. */
export const isOption = (symbol: string): boolean => /-[CP]$/.test(symbol)
