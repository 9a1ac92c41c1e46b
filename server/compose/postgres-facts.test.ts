import { expect, it } from 'vitest'
import { postgresFacts } from './postgres-facts.js'

const remote = 'postgres://u:p@db.example/g'

it.each<[string, string]>([
  [remote, 'elsewhere none'],
  [`${remote}?sslmode=verify-full`, 'elsewhere verified'],
  [`${remote}?sslmode=verify-full&sslmode=disable`, 'elsewhere none'],
  [`${remote}?sslmode=require&uselibpqcompat=true`, 'elsewhere unverified'],
  [`${remote}?sslmode=no-verify`, 'elsewhere unverified'],
  [`${remote}?ssl=true`, 'elsewhere verified'],
  [`${remote}?ssl=0`, 'elsewhere none'],
  [`${remote}?sslmode=prefer`, 'elsewhere verified'],
  ['postgres://u:p@localhost/g?host=db.example', 'elsewhere none'],
  ['postgres://db.example/g?sslmode=verify-full', 'elsewhere verified, no password'],
  ['postgres://u:p@127.0.0.1/g', 'here none'],
  ['postgres://u:p@[::1]/g', 'here none'],
  ['postgres://u:p@/g?host=/run/postgresql', 'here none'],
])('PostgreSQL at %s is %s', (url, expected) => {
  const { isLocal, tls, hasPassword } = postgresFacts(url)
  expect(`${isLocal ? 'here' : 'elsewhere'} ${tls}${hasPassword ? '' : ', no password'}`).toBe(expected)
})
