import {
  Kind,
  visit,
  type ASTNode,
  type DocumentNode,
  type EnumValueNode,
  type FieldNode,
  type GraphQLError,
  type NameNode,
} from 'graphql'
import { sayNumber } from '../../lib/say-number.js'
import { apiError } from '../errors.js'
import { maxNameLength, maxSameName, type DocumentLimits } from './document-limits.js'
import { fieldDepth } from './field-depth.js'
import { isAboutSchema } from './introspection.js'

/**
 * Refuses what is costly to validate, and what cannot be executed. It looks at each part of the document once, fragments that nobody
 * spreads included, before any rule of graphql-js runs.
 */
export function checkDocument(document: DocumentNode, limits: DocumentLimits): void {
  const { maxAliases, maxDirectives, maxDepth } = limits
  const names = new Map<string, number>()
  let aliases = 0
  let directives = 0
  let aboutSchema = 0
  visit(document, {
    enter(node) {
      if (isAboutSchema(node)) aboutSchema += 1
      if (isWord(node) && node.value.length > maxNameLength) throw longName(node)
      if (node.kind === Kind.DIRECTIVE && ++directives > maxDirectives) throw tooMany('directives', maxDirectives)
      if (node.kind !== Kind.FIELD) return
      if (node.alias && ++aliases > maxAliases) throw tooMany('aliases', maxAliases)
      if (node.alias?.value === notAnAlias) throw promiseAlias(node)
      if (node.alias && aboutSchema > 0) throw aliasAboutSchema(node)
      const name = (node.alias ?? node.name).value
      const count = (names.get(name) ?? 0) + 1
      names.set(name, count)
      if (count > maxSameName) throw tooMany('sameName', maxSameName)
    },
    leave(node) {
      if (isAboutSchema(node)) aboutSchema -= 1
    },
  })
  if (fieldDepth(document) > maxDepth) throw tooMany('depth', maxDepth)
}

/** @graphql-tools/executor takes any object with a value of this name for a promise. No field of the schema has it. */
const notAnAlias = 'then'

function promiseAlias(node: FieldNode): GraphQLError {
  const message = `The alias "${notAnAlias}" cannot be used; use another one.`
  return apiError('GRAPHQL_PARSE_FAILED', message, { node })
}

/** A name or the value of an enum. */
function isWord(node: ASTNode): node is NameNode | EnumValueNode {
  return node.kind === Kind.NAME || node.kind === Kind.ENUM
}

function longName(node: ASTNode): GraphQLError {
  const message = `The document has a name of more than ${maxNameLength} characters; use a shorter one.`
  return apiError('GRAPHQL_PARSE_FAILED', message, { node, allowed: { max: maxNameLength, unit: 'nameLength' } })
}

const inWords = {
  aliases: 'aliases',
  sameName: 'fields that answer under one name',
  directives: 'directives',
  depth: 'levels of fields within fields',
}

function tooMany(what: keyof typeof inWords, most: number): GraphQLError {
  const message = `The document has more than ${sayNumber(most)} ${inWords[what]}; send several operations.`
  return apiError('GRAPHQL_PARSE_FAILED', message, { allowed: { max: most, unit: what } })
}

/** Without aliases, nobody can ask for the same part of the schema many times in one operation. */
function aliasAboutSchema(node: FieldNode): GraphQLError {
  return apiError(
    'GRAPHQL_PARSE_FAILED',
    'The fields within __schema and __type take no aliases; leave the aliases out.',
    { node },
  )
}
