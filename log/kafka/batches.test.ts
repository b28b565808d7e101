import { expect, it } from 'vitest'
import { encodeBatch } from './batch.fixture.ts'
import { decodeBatch, splitBatches } from './batches.ts'

const textsOf = (records: readonly { readonly bytes: Uint8Array }[]) => records.map(({ bytes }) => String(bytes))

it('finds whole batches and leaves out one that is cut off', async () => {
  const three = [await encodeBatch(40, ['a', 'b']), await encodeBatch(42, ['c']), await encodeBatch(43, ['d'])]
  const bytes = Buffer.concat(three)
  const spans = (some: Buffer) => splitBatches(some).map(({ first, next, bytes: { length } }) => [first, next, length])
  const [one = 0, two = 0, last = 0] = three.map(({ length }) => length)
  const all = [
    [40, 42, one],
    [42, 43, two],
    [43, 44, last],
  ]
  expect(spans(bytes)).toEqual(all)
  // Wherever the broker cut.
  for (let cut = 1; cut <= last; cut++) expect(spans(bytes.subarray(0, -cut))).toEqual(all.slice(0, 2))
  expect(spans(Buffer.alloc(0))).toEqual([])
})

it('decodes one, with offsets and times', async () => {
  const [batch] = splitBatches(await encodeBatch(7, ['x', '', 'z'], 1234))
  const records = await decodeBatch(0, batch!)
  expect(records.map(({ offset, appendedAt_ms }) => [offset, appendedAt_ms])).toEqual([
    [7, 1234],
    [8, 1234],
    [9, 1234],
  ])
  expect(textsOf(records)).toEqual(['x', '', 'z'])
})

const MIB = 2 ** 20
it.each<[string, () => Promise<Buffer>, string]>([
  ['inflates beyond bounds', () => encodeBatch(9, [Buffer.alloc(65 * MIB)]), 'it inflates to more than 64 MiB'],
  ['has a byte turned over', async () => flipped(await encodeBatch(9, ['abc']), -1), 'its checksum is not that'],
  ['is of an older format', async () => flipped(await encodeBatch(9, ['abc']), 16), 'it has message format'],
  ['has no length', async () => (await encodeBatch(9, ['abc'])).fill(0, 8, 12), 'it has no length'],
])('names partition and offset of one that %s', async (_, make, why) => {
  const [batch] = splitBatches(await make())
  await expect(decodeBatch(3, batch!)).rejects.toThrow(
    new RegExp(`^partition 3: the batch at offset 9 cannot be decoded: .*(${why})`),
  )
})

function flipped(bytes: Buffer, at: number): Buffer {
  const i = (at + bytes.length) % bytes.length
  bytes[i] = (bytes[i] ?? 0) ^ 1
  return bytes
}
