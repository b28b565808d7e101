import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { findK6 } from './config.ts'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'cartbeat-k6-'))
})
afterEach(() => rmSync(dir, { recursive: true }))

it('finds k6 by its own variable, else on the PATH, else not', () => {
  const path = join(dir, 'k6')
  expect(findK6({ PATH: `/nowhere${delimiter}${dir}` })).toBeNull()
  writeFileSync(path, '')
  expect(findK6({ PATH: dir })).toBeNull()
  chmodSync(path, 0o755)
  expect(findK6({ PATH: `/nowhere${delimiter}${dir}` })).toBe(path)
  expect(findK6({ PATH: '/nowhere', K6: path })).toBe(path)
  expect(findK6({ PATH: dir, K6: '/nowhere/k6' })).toBeNull()
})
