import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { DataFolderLockedError } from './contract.ts'
import { LOCK_FILE, lockDataFolder } from './folder-lock.ts'

let dir: string
beforeEach(() => (dir = mkdtempSync(join(tmpdir(), 'cartbeat-lock-'))))
afterEach(() => rmSync(dir, { recursive: true, force: true }))

/** A process that locks the folder and says how it went, then stays until it is told to end. */
function otherProcess() {
  const module = new URL('./folder-lock.ts', import.meta.url).href
  const code = `
    const { lockDataFolder } = await import(${JSON.stringify(module)})
    try { lockDataFolder(${JSON.stringify(dir)}); console.log('locked') } catch (error) { console.log(error.name, error.message) }
    process.stdin.resume()`
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['pipe', 'pipe', 'inherit'] })
  const said = once(child.stdout, 'data').then(([bytes]) => String(bytes).trim())
  return { child, said, exited: once(child, 'exit') }
}

it('lets one process in, and tells the second in one line who has it', async () => {
  const lock = lockDataFolder(dir)
  const { child, said, exited } = otherProcess()
  expect(await said).toBe(
    `DataFolderLockedError data folder ${dir} is in use by process ${process.pid}: stop it, or choose another folder`,
  )
  child.kill()
  await exited
  lock.release()
  expect(existsSync(join(dir, LOCK_FILE))).toBe(false)
})

it('is refused while another process has it, and takes over when that process was killed', async () => {
  const { child, said, exited } = otherProcess()
  expect(await said).toBe('locked')
  expect(() => lockDataFolder(dir)).toThrow(DataFolderLockedError)
  child.kill('SIGKILL')
  await exited
  const lock = lockDataFolder(dir)
  expect(readFileSync(join(dir, LOCK_FILE), 'utf8')).toContain(String(process.pid))
  lock.release()
  expect(readdirSync(dir)).toEqual([])
})

it.runIf(process.platform === 'linux')('takes over from an id that now belongs to a younger process', () => {
  writeFileSync(join(dir, LOCK_FILE), `${process.ppid} 1 another-boot\n`)
  lockDataFolder(dir).release()
  expect(readdirSync(dir)).toEqual([])
})

it('is held until its last holder lets go, each once', () => {
  const first = lockDataFolder(dir)
  const second = lockDataFolder(dir)
  first.release()
  first.release()
  expect(existsSync(join(dir, LOCK_FILE))).toBe(true)
  second.release()
  expect(existsSync(join(dir, LOCK_FILE))).toBe(false)
})

it('takes over a file that says nothing', () => {
  writeFileSync(join(dir, LOCK_FILE), '')
  lockDataFolder(dir).release()
  expect(readdirSync(dir)).toEqual([])
})
