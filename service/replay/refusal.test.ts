// What the command refuses before it opens anything.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, it } from 'vitest'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'cartbeat-replay-'))
})
afterEach(() => rmSync(dir, { recursive: true }))

function replay(dataDir: string, ...args: string[]) {
  const command = fileURLToPath(new URL('./main.ts', import.meta.url))
  const env = { PATH: '', CARTBEAT_DATA_DIR: dataDir }
  const { status, stderr } = spawnSync(process.execPath, [command, '--verify', ...args], { env, encoding: 'utf8' })
  return { status, stderr }
}

it('refuses a data folder that is not there, and makes none', () => {
  const missing = join(dir, 'missing')
  const said = `cartbeat: there is no log in ${missing}: set CARTBEAT_DATA_DIR to the data folder of the service\n`
  expect(replay(missing)).toEqual({ status: 2, stderr: said })
  expect(existsSync(missing)).toBe(false)
})

it('refuses a folder of something else, and a file, and leaves them as they are', () => {
  const empty = join(dir, 'empty')
  mkdirSync(empty)
  const file = join(dir, 'file')
  writeFileSync(file, '')
  for (const path of [empty, file])
    expect(replay(path).stderr).toContain(`there is no log in ${path}: set CARTBEAT_DATA_DIR`)
  expect(readdirSync(empty)).toEqual([])
})

it('says in a line that there is no such model', () => {
  const model = join(dir, 'gone.bin')
  const { status, stderr } = replay(dir, '--model', model)
  expect([status, stderr.split('\n', 1)[0]]).toEqual([2, `cartbeat: --model ${model} cannot be read (ENOENT)`])
})
