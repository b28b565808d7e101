import { expect, it } from 'vitest'
import { readCompact, rowsOf } from './results.ts'

const answer = (body: unknown) => ({ json: async () => body })

it('makes rows of an answer, 64-bit integers numbers while they are safe', async () => {
  const compact = {
    meta: [
      { name: 'n', type: 'UInt64' },
      { name: 'list', type: 'Array(Nullable(Int64))' },
      { name: 'text', type: 'String' },
    ],
    data: [['9007199254740991', ['1', null, '-9007199254740993'], '7']],
  }
  expect(rowsOf(await readCompact(answer(compact)))).toEqual([
    { n: 9_007_199_254_740_991, list: [1, null, '-9007199254740993'], text: '7' },
  ])
})

it.each([null, 'Bad gateway', [], {}, { meta: [] }, { meta: {}, data: [] }])(
  'takes no other answer for one: %j',
  async (body) => {
    await expect(readCompact(answer(body))).rejects.toThrow('not with the JSONCompact')
  },
)
