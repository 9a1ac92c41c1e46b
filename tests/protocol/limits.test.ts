import {
  getNamedType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredArgument,
  type GraphQLField,
  type GraphQLInputObjectType,
} from 'graphql'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readPackageFiles } from '../../server/compose/package-files.js'
import { gammacastSchema } from '../../server/graphql/schema.js'
import { httpBot } from '../support/api/bot.js'
import { leastInput, mutations, type Mutation } from '../support/api/mutations.js'
import { startOpen } from '../support/start-open.js'
import { ask, type GraphqlAnswer, type TestServer } from '../support/start-server.js'

/** Every number that a refusal names stands in the schema's description of what was refused, and the other way round. */
const schema = gammacastSchema(readPackageFiles().typeDefs)
let server: TestServer
let token: string
beforeAll(async () => {
  // Some lists are for administrators alone.
  server = await startOpen({ AUTH: 'off' })
  token = await server.mint('bot')
})
afterAll(() => server[Symbol.asyncDispose]())

const numbersIn = (text: string) =>
  [...text.matchAll(/-?\d[\d,]*(?:\.\d+)?(?:e\d+)?/g)].map(([number]) => Number(number.replaceAll(',', '')))
const everywhere = numbersIn(schema.getMutationType()?.description ?? '')

/** The arguments that a field cannot do without. */
const requiredOf = ({ args }: GraphQLField<unknown, unknown>) =>
  args.flatMap((argument) => (isRequiredArgument(argument) ? [`, ${argument.name}: "any"`] : [])).join('')

const roots = [schema.getQueryType(), schema.getSubscriptionType()].flatMap((root) =>
  Object.values(root?.getFields() ?? {}).flatMap((field) =>
    field.args
      .filter(({ type }) => String(getNamedType(type)) === 'Int')
      .map(
        (argument) =>
          [
            root?.name.toLowerCase() ?? '',
            field.name,
            argument.name,
            { said: numbersIn(argument.description ?? ''), others: requiredOf(field) },
          ] as const,
      ),
  ),
)

describe('an argument', () => {
  it.each(roots)('of %s %s, %s, is held to what its description says', async (kind, field, argument, known) => {
    const [min = NaN, max = NaN] = known.said
    for (const value of [min - 1, max + 1]) {
      const document = `${kind} { ${field}(${argument}: ${value}${known.others}) { __typename } }`
      const headers = kind === 'query' ? {} : { accept: 'text/event-stream' }
      const response = await fetch(server.httpUrl, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ query: document }),
      })
      const text = await response.text()
      const answer = JSON.parse(/\{.*\}/.exec(text)?.[0] ?? '') as GraphqlAnswer
      expect(answer.errors?.[0]?.extensions).toMatchObject({ code: 'OUT_OF_RANGE', argument, allowed: { min, max } })
      expect(numbersIn(answer.errors?.[0]?.message ?? '')).toEqual([value, min, max])
    }
  })
})

interface Field {
  readonly mutation: Mutation
  /** Where it stands in the input. */
  readonly path: readonly (string | number)[]
  readonly type: string
  readonly said: readonly number[]
}

function fieldsOf(mutation: Mutation, input: GraphQLInputObjectType, path: readonly (string | number)[] = []): Field[] {
  return Object.values(input.getFields()).flatMap((field) => {
    const bare = isNonNullType(field.type) ? (field.type.ofType as unknown) : field.type
    const here = [...path, field.name]
    const type = getNamedType(field.type)
    if (isInputObjectType(type)) return fieldsOf(mutation, type, isListType(bare) ? [...here, 0] : here)
    const said = numbersIn(field.description ?? '')
    return [{ mutation, path: here, type: String(type), said }]
  })
}

const inputs = mutations.flatMap((mutation) => {
  const input = schema.getType(`${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input`)
  return isInputObjectType(input) ? fieldsOf(mutation, input) : []
})
const position = { symbol: 'A', side: 'LONG', quantityCoin: 1, entryPriceUsd: 1 }

/** The input with a value at a place. */
function inputWith({ mutation, path }: Field, value: unknown): Record<string, unknown> {
  const [root = '', ...rest] = path
  const inner = rest.length === 0 ? value : path.includes(0) ? [{ ...position, [String(path.at(-1))]: value }] : {}
  const nested = rest.length === 1 && !path.includes(0) ? { [String(rest[0])]: value } : inner
  return { ...leastInput[mutation](), [root]: nested }
}

const tooMuch: Record<string, readonly unknown[]> = {
  Float: [-1e300, 1e300],
  Int: [-2_147_483_648],
  String: ['x'.repeat(20_000)],
}
const checked = inputs.filter(({ type }) => type in tooMuch)

describe('a field of an input', () => {
  it.each(checked.map((field) => [`${field.mutation}.${field.path.join('.')}`, field] as const))(
    '%s is refused with the numbers of its description',
    async (_name, field) => {
      using bot = httpBot(server, token)
      for (const value of tooMuch[field.type] ?? []) {
        const { data, errors } = await bot.call(field.mutation, inputWith(field, value))
        const { code, argument } = (errors?.[0]?.extensions ?? {}) as { code?: string; argument?: string }
        if (data) continue
        expect(code).toBe('INVALID_INPUT')
        if (argument !== `input.${field.path.join('.')}`) continue
        const { message } = errors?.[0] ?? { message: '' }
        for (const number of numbersIn(message.replace(argument, ''))) {
          expect([...field.said, ...everywhere], message).toContain(number)
        }
        if (field.type === 'String') expect(numbersIn(message)).toEqual(expect.arrayContaining(field.said.slice(-1)))
      }
    },
  )

  it('that is refused as data is so with a number of its description', async () => {
    using bot = httpBot(server, token)
    await bot.do('openAccount')
    const bounded = checked.filter(({ mutation, type }) => mutation === 'placeOrder' && type === 'Float')
    const answers = await Promise.all(
      bounded.map(async (field) => ({ field, answer: await bot.call('placeOrder', inputWith(field, 1e300)) })),
    )
    const refused = answers.filter(({ answer }) => answer.data?.result.__typename === 'OutOfBounds')
    expect(refused.map(({ field }) => field.path.at(-1))).toEqual([
      'quantityCoin',
      'stopLossUsd',
      'profitTargetUsd',
      'distanceUsd',
    ])
    for (const { field, answer } of refused) {
      const { most } = answer.data?.result as unknown as { readonly most: number }
      // Of coins it is what the USD of the description are worth.
      if (field.path.at(-1) === 'quantityCoin') expect(most).toBeLessThan(Math.max(...field.said))
      else expect(field.said).toContain(most)
    }
  })
})

it('an amount of history is held to what its description says', async () => {
  const { errors } = await ask(server.httpUrl, '{ marketData { indexHistory(points: 0) { priceUsd } } }')
  const said = schema.getType('MarketData')?.toConfig() as {
    fields: Record<string, { args: Record<string, { description: string }> }>
  }
  const [min, max] = numbersIn(said.fields.indexHistory?.args.points?.description ?? '')
  expect(errors?.[0]?.extensions).toMatchObject({ allowed: { min, max } })
})
