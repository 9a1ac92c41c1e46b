/** What one document may hold. Over all its operations and fragments, used or not. */
export interface DocumentLimits {
  /** Comments count. */
  readonly maxTokens: number
  /** Fields within fields. What the schema says of itself does not count. */
  readonly maxDepth: number
  readonly maxAliases: number
  readonly maxDirectives: number
}

/**
 * graphql-js compares all fields that answer under one name with each other, to see whether they can be merged. So the
 * time grows with the square of this.
 */
export const maxSameName = 100

/**
 * Of an alias or any other name. An alias comes back in the answer as often as its value. Generated names, such as those of
 * Relay's operations and fragments, stay below a hundred.
 */
export const maxNameLength = 128

/** What one operation may be and cost. The settings MAX_... have these values. */
export interface OperationLimits extends DocumentLimits {
  readonly maxCost: number
}
