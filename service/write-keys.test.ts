import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { ConfigError } from './config-error.ts'
import { keepWriteKeys } from './write-keys.ts'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'cartbeat-keys-'))
})
afterEach(() => rmSync(dir, { recursive: true }))

it('makes a key once and keeps it', async () => {
  const data = join(dir, 'data')
  const made = await keepWriteKeys(data, null)
  expect(made).toMatch(/^shop:[0-9a-f]{24}$/)
  expect(await keepWriteKeys(data, null)).toBe(made)
  expect(await keepWriteKeys(join(dir, 'other'), null)).not.toBe(made)
})

it('takes the setting before the kept one, and leaves that as it is', async () => {
  writeFileSync(join(dir, 'write-key'), 'shop:kept\n')
  expect(await keepWriteKeys(dir, 'set')).toBe('set')
  expect(await keepWriteKeys(dir, null)).toBe('shop:kept')
})

it('says what stands where the data folder should be', async () => {
  const file = join(dir, 'file')
  writeFileSync(file, '')
  for (const data of [file, join(file, 'data')])
    await expect(keepWriteKeys(data, null)).rejects.toThrow(`${file} is a file, and a folder is needed for ${data}`)
})

it('makes no new key where the kept one cannot be read', async () => {
  // A folder: nobody can read it as a file, root neither.
  mkdirSync(join(dir, 'write-key'))
  await expect(keepWriteKeys(dir, null)).rejects.toThrow(
    new ConfigError(
      `${join(dir, 'write-key')} holds the write key and cannot be read (EISDIR): give the user of the service the right to, or set CARTBEAT_WRITE_KEYS to it`,
    ),
  )
  expect(statSync(join(dir, 'write-key')).isDirectory()).toBe(true)
})
