import { GraphQLError } from 'graphql'

/** The error for the caller that `act` throws: its message and its extensions. Throws when there is none. */
export function refusalOf(act: () => unknown): Record<string, unknown> & { readonly message: string } {
  try {
    act()
  } catch (error) {
    if (error instanceof GraphQLError) return { ...error.extensions, message: error.message }
    throw error
  }
  throw new Error('It was taken')
}
