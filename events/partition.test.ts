import { describe, expect, test } from 'vitest'
import { murmur2, partitionOf } from './partition.ts'

// Apache Kafka, clients/src/test/java/org/apache/kafka/common/utils/UtilsTest.java, testMurmur2.
const KAFKA_VECTORS: readonly [string, number][] = [
  ['21', -973932308],
  ['foobar', -790332482],
  ['a-little-bit-long-string', -985981536],
  ['a-little-bit-longer-string', -1486304829],
  ['lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8', -58897971],
  ['abc', 479470107],
]

describe('partition of a visitor', () => {
  test.each(KAFKA_VECTORS)('murmur2 of %s is as published', (text, hash) => {
    expect(murmur2(text)).toBe(hash)
  })

  test('the ASCII way and the bytes way agree: a non-ASCII tail of the same bytes differs only by its bytes', () => {
    // 'é' is c3 a9 in UTF-8; Latin-1 text of those two bytes must not hash alike, since its UTF-8 is four bytes.
    expect(murmur2('é')).not.toBe(murmur2('Ã©'))
    for (const id of ['访客一', 'ผู้ชม', '👩‍🚀', 'é']) expect(Number.isInteger(murmur2(id))).toBe(true)
  })

  test('sign is dropped, not negated: 0x7fffffff of -973932308 is 1173551340, which is 0 modulo 4', () => {
    // -973932308 + 2^31 = 1173551340 = 4 * 293387835
    expect(partitionOf('21', 4)).toBe(0)
    // 479470107 = 4 * 119867526 + 3
    expect(partitionOf('abc', 4)).toBe(3)
    expect(partitionOf('abc', 1)).toBe(0)
  })

  test('visitors spread evenly: chi-squared of 64 partitions stays under its 99.9 % bound', () => {
    const partitions = 64
    const visitors = 64_000
    const counts = Array.from({ length: partitions }, () => 0)
    for (let i = 0; i < visitors; i++) {
      const p = partitionOf(`v-${i.toString(36)}-${(i * 2654435761) % 4294967296}`, partitions)
      counts[p] = (counts[p] ?? 0) + 1
    }
    const mean = visitors / partitions
    const chi2 = counts.reduce((sum, n) => sum + (n - mean) ** 2 / mean, 0)
    expect(chi2).toBeLessThan(103.4) // 63 degrees of freedom
  })
})
