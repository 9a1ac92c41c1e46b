/* eslint-disable */
import * as types from './graphql.js';



/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "mutation OpenAccount($input: OpenAccountInput!) {\n  openAccount(input: $input) {\n    __typename\n    ... on AccountOpened {\n      account {\n        id\n        name\n      }\n    }\n    ... on AccountExists {\n      account {\n        id\n        name\n      }\n    }\n  }\n}\n\nmutation PlaceOrder($input: PlaceOrderInput!) {\n  placeOrder(input: $input) {\n    __typename\n    ... on OrderPlaced {\n      order {\n        id\n        status\n        cancelReason\n      }\n      fills {\n        id\n        seq\n      }\n    }\n    ... on Refusal {\n      message\n    }\n  }\n}\n\nsubscription NewFill($account: ID!, $after: ID) {\n  newFill(account: $account, after: $after) {\n    id\n    seq\n    symbol\n    side\n    quantityCoin\n    priceUsd\n    feeUsd\n    realizedPnlUsd\n  }\n}": typeof types.OpenAccountDocument,
};
const documents: Documents = {
    "mutation OpenAccount($input: OpenAccountInput!) {\n  openAccount(input: $input) {\n    __typename\n    ... on AccountOpened {\n      account {\n        id\n        name\n      }\n    }\n    ... on AccountExists {\n      account {\n        id\n        name\n      }\n    }\n  }\n}\n\nmutation PlaceOrder($input: PlaceOrderInput!) {\n  placeOrder(input: $input) {\n    __typename\n    ... on OrderPlaced {\n      order {\n        id\n        status\n        cancelReason\n      }\n      fills {\n        id\n        seq\n      }\n    }\n    ... on Refusal {\n      message\n    }\n  }\n}\n\nsubscription NewFill($account: ID!, $after: ID) {\n  newFill(account: $account, after: $after) {\n    id\n    seq\n    symbol\n    side\n    quantityCoin\n    priceUsd\n    feeUsd\n    realizedPnlUsd\n  }\n}": types.OpenAccountDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation OpenAccount($input: OpenAccountInput!) {\n  openAccount(input: $input) {\n    __typename\n    ... on AccountOpened {\n      account {\n        id\n        name\n      }\n    }\n    ... on AccountExists {\n      account {\n        id\n        name\n      }\n    }\n  }\n}\n\nmutation PlaceOrder($input: PlaceOrderInput!) {\n  placeOrder(input: $input) {\n    __typename\n    ... on OrderPlaced {\n      order {\n        id\n        status\n        cancelReason\n      }\n      fills {\n        id\n        seq\n      }\n    }\n    ... on Refusal {\n      message\n    }\n  }\n}\n\nsubscription NewFill($account: ID!, $after: ID) {\n  newFill(account: $account, after: $after) {\n    id\n    seq\n    symbol\n    side\n    quantityCoin\n    priceUsd\n    feeUsd\n    realizedPnlUsd\n  }\n}"): typeof import('./graphql.js').OpenAccountDocument;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
