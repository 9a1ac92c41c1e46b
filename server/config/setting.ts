import { z } from 'zod'

/** One environment variable: what it accepts, as a type and in words. */
export interface Setting {
  readonly type: z.ZodType
  /** Completes "… is not". */
  readonly allowed: string
  readonly example: string
  /** The value is never shown, whatever is wrong with it. */
  readonly secret: boolean
}

export const setting = <T extends z.ZodType>(type: T, allowed: string, example: string) => ({
  type,
  allowed,
  example,
  secret: false,
})

/** A setting that may hold a password or a key. */
export const secret = <T extends z.ZodType>(...about: Parameters<typeof setting<T>>) => ({
  ...setting(...about),
  secret: true,
})

export const numberBetween = (min: number, max: number) =>
  z.string().regex(/^\d+$/).transform(Number).pipe(z.number().min(min).max(max))

/** A setting whose example is what it is when it is left out. */
export const wholeNumber = (min: number, max: number, fallback: number) =>
  setting(numberBetween(min, max).default(fallback), `a whole number from ${min} to ${max}`, String(fallback))

export const yesOrNo = (fallback: boolean) =>
  z
    .enum(['true', 'false'])
    .transform((text) => text === 'true')
    .default(fallback)
