import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { expect, it } from 'vitest'
import { openEmbeddedStore } from './embedded.ts'
import { migrate } from './migrate.ts'

it('takes rows in one thread while another asks with parameters', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'cartbeat-store-threads-'))
  const store = await openEmbeddedStore({ dir })
  await migrate(store)
  const worker = new Worker(
    `const { parentPort, workerData } = require('node:worker_threads')
     import(workerData.module).then(async ({ openEmbeddedStore }) => {
       const store = await openEmbeddedStore({ dir: workerData.dir })
       for (let i = 1; i <= 20; i++) {
         await store.insert(new Map([['intake_log', [{ log_id: 'l', source: 's' + (i % 4), received: i, version: i }]]]))
         await store.query('SELECT {i:UInt8}', { params: { i } })
       }
       await store.close()
       parentPort.postMessage('done')
       // The engine goes with the first thread that ends: this one waits to be ended.
       setInterval(() => {}, 60_000)
     })`,
    { eval: true, workerData: { dir, module: new URL('./embedded.ts', import.meta.url).href } },
  )
  let done = false
  worker.on('message', () => (done = true))
  let asked = 0
  do {
    const answers = await Promise.all([1, 2, 3].map((i) => store.query('SELECT {i:UInt8} AS i', { params: { i } })))
    expect(answers.flat()).toEqual([{ i: 1 }, { i: 2 }, { i: 3 }])
    asked++
  } while (!done)
  expect(asked).toBeGreaterThan(0)
  expect(await store.query('SELECT source, received FROM intake ORDER BY source')).toEqual([
    { source: 's0', received: 20 },
    { source: 's1', received: 17 },
    { source: 's2', received: 18 },
    { source: 's3', received: 19 },
  ])
  await store.close()
  await worker.terminate()
  const again = await openEmbeddedStore({ dir })
  expect(await again.query('SELECT count() AS n FROM intake')).toEqual([{ n: 4 }])
  await again.close()
  rmSync(dir, { recursive: true, force: true })
})

it('lets a caller give up on a query, and ends it before it closes', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'cartbeat-store-abort-'))
  const store = await openEmbeddedStore({ dir })
  const stop = new AbortController()
  const asked = store.query('SELECT sleep(0.5)', { signal: stop.signal })
  stop.abort(new Error('gone'))
  await expect(asked).rejects.toThrow('gone')
  expect(await store.query('SELECT 1 AS n')).toEqual([{ n: 1 }])
  await store.close()
  rmSync(dir, { recursive: true, force: true })
})
