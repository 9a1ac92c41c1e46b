import {
  GraphQLError,
  OperationTypeNode,
  SingleFieldSubscriptionsRule,
  specifiedRules,
  type ASTVisitor,
  type FieldNode,
  type validate,
  type ValidationContext,
} from 'graphql'
import type { Plugin } from 'graphql-yoga'
import { selectedFields } from '../selected-fields.js'

/** Validation stops at the first few errors: each unknown field would be compared with all fields of its type. */
const maxErrors = 10

/**
 * The rule of graphql-js reads `@skip` and `@include` during validation, without variables, and throws if one has a
 * variable. This rule counts all fields in the document, whatever the directives say.
 */
function oneRootField(context: ValidationContext): ASTVisitor {
  return {
    OperationDefinition(node) {
      if (node.operation !== OperationTypeNode.SUBSCRIPTION) return
      const fields = selectedFields(node.selectionSet, { fragmentOf: (name) => context.getFragment(name) })
      const names = new Set(fields.map((field) => answerName(field.node)))
      if (names.size > 1) {
        const message = `A subscription has one root field; this one has ${[...names].join(', ')}.`
        context.reportError(new GraphQLError(message, { nodes: node }))
      }
      const meta = [...names].find((name) => name.startsWith('__'))
      if (meta) context.reportError(new GraphQLError(`A subscription cannot ask for ${meta}.`, { nodes: node }))
    },
  }
}

/** The name of a field in the answer. A field such as `__typename` keeps its own name. */
function answerName({ name, alias }: FieldNode): string {
  return name.value.startsWith('__') ? name.value : (alias ?? name).value
}

type Validate = typeof validate

/** Validates with the rules of graphql-js and one of ours for subscriptions, up to the first few errors. */
export function useValidation(): Plugin {
  return {
    onValidate({ validateFn, setValidationFn }) {
      const inner = validateFn as Validate
      const outer: Validate = (schema, document, rules = specifiedRules) => {
        const ours = rules.map((rule) => (rule === SingleFieldSubscriptionsRule ? oneRootField : rule))
        return inner(schema, document, ours, { maxErrors })
      }
      setValidationFn(outer)
    },
  }
}
