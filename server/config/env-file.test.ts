import { describe, expect, it } from 'vitest'
import { readEnvFile } from './env-file.js'

describe('a .env file', () => {
  it('is read with quotes, comments, export, blanks, and the line ends and byte order mark of Windows', () => {
    const text =
      '\uFEFFPORT=1\r\n\r\n# a comment\r\nHOST = "::1" # here\r\nexport DATA_DIR=\'./a b\'\r\nSIM_SEED=a=b\r\nFEED='
    expect(readEnvFile(text)).toEqual({
      values: { PORT: '1', HOST: '::1', DATA_DIR: './a b', SIM_SEED: 'a=b', FEED: '' },
      warnings: [],
    })
  })

  const rule = 'a setting is written NAME=value, and a comment begins with #'
  it.each([
    ['FEED: deribit', `Line 1 of .env is ignored: ${rule}; did you mean FEED=…?`],
    ['set PORT=1', `Line 1 of .env is ignored: ${rule}`],
    ['; a comment', `Line 1 of .env is ignored: ${rule}`],
    ['AGENT_LLM_KEY hunter2', `Line 1 of .env is ignored: ${rule}; did you mean AGENT_LLM_KEY=…?`],
    ['hunter2', `Line 1 of .env is ignored: ${rule}`],
    ['=hunter2', `Line 1 of .env is ignored: ${rule}`],
  ])('has the line %j, which is warned of by its number and takes no other with it', (line, warning) => {
    expect(readEnvFile(`${line}\nHTTP_PORT=1\nPORT=2`)).toEqual({
      values: { HTTP_PORT: '1', PORT: '2' },
      warnings: [warning],
    })
  })

  it('takes the last of two values for one name, saying so', () => {
    expect(readEnvFile('PORT=1\nHOST=::1\nPORT=2')).toEqual({
      values: { PORT: '2', HOST: '::1' },
      warnings: ['PORT stands in lines 1 and 3 of .env; the last counts'],
    })
  })
})
