import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { folderTrouble } from './folder-trouble.ts'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'cartbeat-folder-'))
})
afterEach(() => rmSync(dir, { recursive: true }))

/** As Node throws it. */
function failureOf(act: () => unknown): unknown {
  try {
    act()
  } catch (error) {
    return error
  }
  throw new Error('nothing failed')
}

it('names the file that stands where a folder is needed', () => {
  const file = join(dir, 'file')
  writeFileSync(file, '')
  for (const path of [file, join(file, 'data')])
    expect(folderTrouble(failureOf(() => mkdirSync(path, { recursive: true })))).toBe(
      `${file} is a file, and a folder is needed for ${path}: name another one in CARTBEAT_DATA_DIR`,
    )
})

it('says where room or the right is missing, and nothing of any other error', () => {
  const full = Object.assign(new Error('full'), { code: 'ENOSPC', path: '/data/lock' })
  expect(folderTrouble(full)).toMatch(/^\/data\/lock cannot be written \(ENOSPC\): give the service room/)
  expect(folderTrouble(Object.assign(new Error('full'), { code: 'ENOSPC' }))).toMatch(
    /^the disk of the data folder is full/,
  )
  expect(folderTrouble(failureOf(() => readFileSync(join(dir, 'gone'))))).toBeNull()
})
