import { readFile } from 'node:fs/promises'
import { gzipSync } from 'node:zlib'
import { beforeAll, expect, it } from 'vitest'
import { buildSdk } from './recording.fixture.ts'

const LIMIT_BYTES = 8_000
const dist = (name: string) => readFile(new URL(`dist/${name}`, import.meta.url), 'utf8')
beforeAll(() => buildSdk(), 60_000)

it('weighs at most 8 kB gzipped', async () => {
  expect(gzipSync(await dist('cartbeat.js'), { level: 9 }).length).toBeLessThanOrEqual(LIMIT_BYTES)
})

it('needs nothing else: no import, in either form', async () => {
  for (const name of ['cartbeat.js', 'cartbeat.mjs']) expect(await dist(name)).not.toMatch(/\bimport\b|\brequire\(/)
})

it('defines one global, and one default export with types', async () => {
  expect(await dist('cartbeat.js')).toMatch(/^var cartbeat=/)
  expect(await dist('cartbeat.mjs')).toMatch(/export \{ \w+ as default \};/)
  const types = await dist('cartbeat.d.mts')
  expect(types).toContain('export default cartbeat')
  expect(types).not.toMatch(/^import/m)
})
