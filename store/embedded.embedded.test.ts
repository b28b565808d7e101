import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { describeStore } from './contract.fixture.ts'
import { openEmbeddedStore } from './embedded.ts'
import { migrate, readMigrations } from './migrate.ts'

let dir = ''
describeStore('in the process', async () => {
  dir = mkdtempSync(join(tmpdir(), 'cartbeat-store-'))
  return {
    open: () => openEmbeddedStore({ dir }),
    migrate,
    migrations: () => readMigrations(),
    async close() {
      expect(readdirSync(join(dir, 'inserts'))).toEqual([])
      rmSync(dir, { recursive: true, force: true })
    },
  }
})

it('needs a folder it can write', async () => {
  await expect(openEmbeddedStore({ dir: '/dev/null/nowhere' })).rejects.toThrow(/ENOTDIR/)
})
