import { z } from 'zod'

/**
 * The schema of a plain record. `shape` has a schema for every field of the type. It drops fields that it does not
 * name.
 */
export function recordSchema<T extends object>(shape: { readonly [K in keyof T]-?: z.ZodType<T[K]> }): z.ZodType<T> {
  return z.object(shape) as unknown as z.ZodType<T>
}

/** The schema of a union of texts. `values` has every text of the type. */
export function oneOf<T extends string>(values: Readonly<Record<T, true>>): z.ZodType<T> {
  return z.enum(Object.keys(values) as T[])
}

/** A stored value does not have the shape in which we write it. */
export class DoesNotFit extends Error {
  override readonly name = 'DoesNotFit'
}

/** Checks a value against its schema. Throws `DoesNotFit`, which names `what` and the first field that does not fit. */
export function checked<T>(schema: z.ZodType<T>, value: unknown, what: string): T {
  const { data, error } = schema.safeParse(value)
  if (error === undefined) return data
  const [issue] = error.issues
  const field = issue && issue.path.length > 0 ? `${issue.path.join('.')}: ` : ''
  throw new DoesNotFit(`${what} does not fit what is written there: ${field}${issue?.message ?? 'it is invalid'}`)
}

/** As `checked`, for a text of JSON. */
export function checkedJson<T>(schema: z.ZodType<T>, text: string, what: string): T {
  return checked(schema, parsed(text, what), what)
}

function parsed(text: string, what: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new DoesNotFit(`${what} does not fit what is written there: it is no JSON`, { cause })
  }
}
