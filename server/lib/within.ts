/** The value, or what stands for it if it is not there in time. A value that is no promise is answered as it is. */
export function within<T>(timeMs: number, value: T | Promise<T>, otherwise: () => T): T | Promise<T> {
  if (!(value instanceof Promise)) return value
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(otherwise()), timeMs)
    value.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}
