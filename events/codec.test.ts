import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anyBatch, eventOfKind } from './arbitrary.ts'
import { CorruptRecordError, decodeBatch, encodeBatch, UnknownVersionError } from './codec.ts'
import { V1_BATCH, V1_BYTES } from './codec-v1.fixture.ts'
import { EVENT_KINDS, type LogBatch } from './contract.ts'

const only = (events: LogBatch['events']): LogBatch => ({
  collectorId: 'c1',
  number: 1,
  received: [],
  events,
  quarantined: [],
})

describe('codec', () => {
  test('what version 1 wrote is read for ever', () => {
    expect(decodeBatch(Buffer.from(V1_BYTES, 'base64'))).toStrictEqual(V1_BATCH)
  })

  test('the fixture has every kind, so that no body of version 1 goes unproven', () => {
    // These came later, and needed no new version.
    const older = EVENT_KINDS.filter((kind) => kind !== 'question.marked' && kind !== 'visitor.erased')
    expect(V1_BATCH.events.map((event) => event.kind)).toEqual(older)
  })

  test.each(EVENT_KINDS)('%s comes back as it went', (kind) => {
    fc.assert(
      fc.property(fc.array(eventOfKind(kind), { minLength: 1, maxLength: 3 }), (events) => {
        expect(decodeBatch(encodeBatch(only(events)))).toStrictEqual(only(events))
      }),
      { numRuns: 30 },
    )
  })

  test('whole batches come back as they went', () => {
    fc.assert(
      fc.property(anyBatch, (batch) => {
        expect(decodeBatch(encodeBatch(batch))).toStrictEqual(batch)
      }),
    )
  })

  test('a key named __proto__ survives and touches no prototype', () => {
    const properties = JSON.parse('{"__proto__":{"polluted":1},"constructor":{"x":2}}') as Record<string, unknown>
    const batch = only([{ ...V1_BATCH.events[0]!, properties }])
    const back = decodeBatch(encodeBatch(batch)).events[0]!.properties
    expect(JSON.stringify(back)).toBe('{"__proto__":{"polluted":1},"constructor":{"x":2}}')
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })

  test('what was sent stays text where nobody reads it, and is written again as it stands', () => {
    const sent = [{ a: [1, 'ü'] }, null, {}]
    const batch = only(sent.map((properties) => ({ ...V1_BATCH.events[0]!, properties, context: properties })))
    const bytes = encodeBatch(batch)
    const asText = decodeBatch(bytes, true)
    const texts = ['{"a":[1,"ü"]}', null, '{}']
    expect(asText.events.map(({ properties }) => properties)).toEqual(texts)
    expect(asText.events.map(({ context }) => context)).toEqual(texts)
    expect(encodeBatch(asText)).toEqual(bytes)
    expect(decodeBatch(encodeBatch(asText))).toStrictEqual(batch)
  })

  test('bytes of one batch stay as they are while others are packed', () => {
    const first = encodeBatch(V1_BATCH)
    const copy = Uint8Array.from(first)
    for (let i = 0; i < 100; i++) encodeBatch(V1_BATCH)
    expect(Buffer.compare(first, copy)).toBe(0)
  })

  test('a newer version is named as such', () => {
    expect(() => decodeBatch(Uint8Array.of(2, 0xca, 0x27, 0xbe, 0xa7, 1, 2))).toThrow(UnknownVersionError)
    expect(() => decodeBatch(Uint8Array.of(16, 0xca, 0x27, 0xbe, 0xa7))).toThrow(/version 16.*upgrade/)
  })

  test('damage is named as such: empty, version 0, foreign, cut anywhere', () => {
    expect(() => decodeBatch(Uint8Array.of())).toThrow(CorruptRecordError)
    expect(() => decodeBatch(Uint8Array.of(0, 1))).toThrow(CorruptRecordError)
    for (const foreign of ['{"a":1}', ' ', '\xff\x01'])
      expect(() => decodeBatch(Buffer.from(foreign, 'latin1')), foreign).toThrow(CorruptRecordError)
    // Whatever the first byte: by that alone none passes for a newer version's. The third is protobuf's {1: "kitchen"}.
    for (const junk of [Uint8Array.of(2), Uint8Array.of(16, 1, 2, 3), Buffer.from('\n\x07kitchen')])
      expect(() => decodeBatch(junk), String(junk)).toThrow(CorruptRecordError)
    for (let version = 2; version < 256; version++)
      expect(() => decodeBatch(Uint8Array.of(version, 0xca, 0x27, 0xbe, 0xa6))).toThrow(CorruptRecordError)
    const bytes = encodeBatch(V1_BATCH)
    for (let cut = 1; cut < bytes.length; cut += 7) {
      expect(() => decodeBatch(bytes.subarray(0, cut)), `cut at ${cut}`).toThrow(CorruptRecordError)
    }
  })
})
