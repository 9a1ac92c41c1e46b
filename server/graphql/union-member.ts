/** The resolver of a result's union: an answer names its own member. */
export const unionMember = {
  __resolveType: <Name extends string>(answer: { readonly done: Name } | { readonly refused: Name }): Name =>
    'refused' in answer ? answer.refused : answer.done,
}
