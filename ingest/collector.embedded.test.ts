// The door over the real log: what was answered is on the disk.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { decodeBatch } from '../events/codec.ts'
import { openEmbeddedLog } from '../log/embedded.ts'
import { createCollector } from './collector.ts'
import type { Answer } from './contract.ts'

let dir: string
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'cartbeat-ingest-'))
})
afterEach(() => rm(dir, { recursive: true, force: true }))

const keys = new Map([['demo', 'demo']])

test('answered events and host events stand in a log opened anew, each once, numbers without a gap', async () => {
  const log = await openEmbeddedLog({ dir, partitions: 4, clock: Date.now })
  const collector = createCollector({ log, clock: Date.now, keys })
  const sent: string[] = []
  const post = async (request: number): Promise<Answer> => {
    const batch = Array.from({ length: 20 }, (_, i) => {
      const messageId = `${request}.${i}`
      sent.push(messageId)
      return { type: 'track', event: 'Noted', messageId, anonymousId: `visitor-${(request * 20 + i) % 37}` }
    })
    const body = JSON.stringify({ batch: [...batch, null], writeKey: 'demo' })
    return (await collector.app.request('/v1/batch', { method: 'POST', body })).json() as Promise<Answer>
  }
  const answers = await Promise.all(Array.from({ length: 60 }, (_, request) => post(request)))
  const body = {
    title: 'Evening',
    showKind: null,
    channel: null,
    host: null,
    currency: null,
    plannedStart_ms: null,
    products: null,
  }
  const { messageId } = await collector.host.submit({ kind: 'show.started', showId: 's', body })
  expect(answers.every((answer) => answer.accepted === 20 && answer.refused === 1)).toBe(true)
  await collector.close()
  await log.close()

  const again = await openEmbeddedLog({ dir, clock: Date.now })
  const seen: string[] = []
  let received = 0
  for (let partition = 0; partition < 4; partition++) {
    const batches = (await again.read(partition, 0, { records: 1e6, bytes: 1e9 })).map((record) =>
      decodeBatch(record.bytes),
    )
    expect(batches.map((batch) => batch.number)).toEqual(batches.map((_, i) => i + 1))
    const events = batches.flatMap((batch) => batch.events)
    expect(events.filter((event) => event.messageId === messageId)).toHaveLength(1)
    seen.push(...events.map((event) => event.messageId).filter((id) => id !== messageId))
    received += batches.flatMap((batch) => batch.received).reduce((sum, entry) => sum + entry.events, 0)
  }
  await again.close()
  expect(seen.toSorted()).toEqual(sent.toSorted())
  expect(received).toBe(60 * 21 + 1)
})

test('a log that is full is 503, and what was answered before stays', async () => {
  const log = await openEmbeddedLog({ dir, partitions: 1, clock: Date.now, bytesMax: 64 * 1024 })
  const collector = createCollector({ log, clock: Date.now, keys })
  let accepted = 0
  let status = 0
  for (let i = 0; i < 200 && status !== 503; i++) {
    const event = {
      type: 'track',
      event: 'Noted',
      anonymousId: 'v',
      messageId: `m${i}`,
      properties: { pad: 'x'.repeat(2_000) },
    }
    const response = await collector.app.request('/v1/track?writeKey=demo', {
      method: 'POST',
      body: JSON.stringify(event),
    })
    status = response.status
    if (status === 200) accepted++
    else expect(await response.json()).toMatchObject({ code: 'full' })
  }
  expect(status).toBe(503)
  const batches = (await log.read(0, 0, { records: 1e6, bytes: 1e9 })).map((record) => decodeBatch(record.bytes))
  expect(batches.flatMap((batch) => batch.events)).toHaveLength(accepted)
  await collector.close()
  await log.close()
})
