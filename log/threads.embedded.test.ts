import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { EventLog } from './contract.ts'
import { openEmbeddedLog } from './embedded.ts'

let dir: string
let log: EventLog
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'cartbeat-log-'))
  log = await openEmbeddedLog({ dir, partitions: 2, clock: Date.now })
})
afterEach(async () => {
  await log.close()
  rmSync(dir, { recursive: true, force: true })
})

/** Runs `body` in a thread with the same log open as `log`; what it returns is the message. */
function inThread(body: string): Worker {
  const code = `
    const { parentPort, workerData } = require('node:worker_threads')
    import(workerData.module).then(async ({ openEmbeddedLog }) => {
      const log = await openEmbeddedLog({ dir: workerData.dir, clock: Date.now })
      const post = (message) => parentPort.postMessage(message)
      ${body}
      await log.close()
    })`
  return new Worker(code, {
    eval: true,
    workerData: { dir, module: new URL('./embedded.ts', import.meta.url).href },
  })
}

async function message<T>(worker: Worker): Promise<T> {
  const [value] = (await once(worker, 'message')) as [T]
  return value
}

it('wakes a reader in another thread, which reads the record at once', async () => {
  const worker = inThread(`
    post('waiting')
    await log.waitFor(1, 0, 600_000)
    const [record] = await log.read(1, 0, { records: 1, bytes: 1 })
    post(Buffer.from(record.bytes).toString())`)
  const exited = once(worker, 'exit')
  expect(await message(worker)).toBe('waiting')
  await log.append([{ partition: 1, bytes: Buffer.from('news') }])
  // Unwoken it would wait for longer than the test may take.
  expect(await message(worker)).toBe('news')
  await exited
  expect(await log.endOffsets()).toEqual([0, 1])
})

it('gives writers in two threads offsets without a gap or a double, and wakes the first thread', async () => {
  const worker = inThread(`
    post(await Promise.all(Array.from({ length: 500 }, async () =>
      (await log.append([{ partition: 0, bytes: Buffer.from('b') }]))[0].offset)))`)
  const exited = once(worker, 'exit')
  const all = log.waitFor(0, 999, 60_000)
  const here = Promise.all(
    Array.from({ length: 500 }, async () => (await log.append([{ partition: 0, bytes: Buffer.from('a') }]))[0]?.offset),
  )
  const there = await message<number[]>(worker)
  await all
  const offsets = [...(await here), ...there].map(Number).toSorted((a, b) => a - b)
  expect(offsets).toEqual(Array.from({ length: 1000 }, (_, i) => i))
  await exited
})

it('trims in one thread while another appends', async () => {
  await log.append(Array.from({ length: 10_000 }, () => ({ partition: 0, bytes: Buffer.from('old') })))
  const worker = inThread(`await log.trim(0, 9_990); post(await log.startOffsets())`)
  const exited = once(worker, 'exit')
  const appended = await Promise.all(
    Array.from({ length: 200 }, () => log.append([{ partition: 0, bytes: Buffer.from('new') }])),
  )
  expect(await message(worker)).toEqual([9990, 0])
  expect(appended.at(-1)?.[0]?.offset).toBe(10_199)
  expect((await log.read(0, 9990, { records: 1000, bytes: 1e6 })).length).toBe(210)
  await exited
})
