/** Names the member of a result's union, or the refusal, that an answer is. */
export const unionMember = {
  __resolveType: <Name extends string>(answer: { readonly done: Name } | { readonly refused: Name }): Name =>
    'refused' in answer ? answer.refused : answer.done,
}
