// One process a data folder: a file with the process's id, taken over when that process is gone.
// LMDB lets several processes in; the processor's checkpoints and the embedded ClickHouse do not, so the folder is
// locked as a whole. Threads of the process share the lock; the thread that took it first lets it go last.
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { threadId } from 'node:worker_threads'
import { DataFolderLockedError } from './contract.ts'

export interface FolderLock {
  release(): void
}

/** The file's name in the data folder. */
export const LOCK_FILE = 'lock'
/** Take-overs tried before giving up: each lost one means another process won the race. */
const TAKEOVERS_MAX = 3

/** Folders this thread has locked first, with how often. */
const held = new Map<string, number>()

/** Locks the folder for this process, making it if need be. Throws DataFolderLockedError: another process has it. */
export function lockDataFolder(dir: string): FolderLock {
  const folder = resolve(dir)
  const file = join(folder, LOCK_FILE)
  const count = held.get(folder)
  if (count !== undefined) {
    held.set(folder, count + 1)
    return { release: once(() => letGo(folder, file)) }
  }
  mkdirSync(folder, { recursive: true })
  const mine = describeProcess(process.pid)
  for (let attempt = 0; attempt < TAKEOVERS_MAX; attempt++) {
    if (create(file, mine)) {
      held.set(folder, 1)
      return { release: once(() => letGo(folder, file)) }
    }
    const theirs = readLock(file)
    if (theirs === mine) return { release: () => {} }
    if (theirs === null) continue
    const pid = Number.parseInt(theirs, 10)
    if (isAlive(pid, theirs))
      throw new DataFolderLockedError(
        `data folder ${dir} is in use by process ${pid}: stop it, or choose another folder`,
      )
    removeStale(file, theirs)
  }
  throw new DataFolderLockedError(`data folder ${dir} is being opened by another process: choose another folder`)
}

/** The process that works on the folder; null: none does. Takes nothing. */
export function lockHolder(dir: string): number | null {
  const theirs = readLock(join(resolve(dir), LOCK_FILE))
  if (theirs === null) return null
  const pid = Number.parseInt(theirs, 10)
  return isAlive(pid, theirs) ? pid : null
}

/** Makes the file with its content at once; false where there is one. */
function create(file: string, content: string): boolean {
  const draft = `${file}.${process.pid}.${threadId}`
  try {
    writeFileSync(draft, content)
    linkSync(draft, file)
    return true
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false
    throw error
  } finally {
    rmSync(draft, { force: true })
  }
}

/** Moves the stale file away, unless another process has just replaced it: then it is put back. */
function removeStale(file: string, content: string): void {
  const away = `${file}.${process.pid}.${threadId}.stale`
  try {
    renameSync(file, away)
    if (readLock(away) !== content) create(file, readLock(away) ?? '')
  } catch (error) {
    if (!isCode(error, 'ENOENT')) throw error
  } finally {
    rmSync(away, { force: true })
  }
}

function letGo(folder: string, file: string): void {
  const count = (held.get(folder) ?? 1) - 1
  if (count > 0) {
    held.set(folder, count)
    return
  }
  held.delete(folder)
  if (readLock(file) === describeProcess(process.pid)) rmSync(file, { force: true })
}

/**
 * The id and, where the system tells, when the process started: an id is given out again, after a restart of the
 * machine or in a container where it is always the same.
 */
function describeProcess(pid: number): string {
  return `${pid} ${startOf(pid) ?? '-'}\n`
}

function isAlive(pid: number, lock: string): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
  } catch (error) {
    if (isCode(error, 'ESRCH')) return false
  }
  const start = startOf(pid)
  return start === null || lock.includes(' -') || lock === `${pid} ${start}\n`
}

/** Field 22 of /proc/<pid>/stat with the boot's id; null where there is no /proc. Source: proc_pid_stat(5). */
function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    return `${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]} ${boot}`
  } catch {
    return null
  }
}

function readLock(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (isCode(error, 'ENOENT')) return null
    throw error
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}

function once(action: () => void): () => void {
  let done = false
  return () => {
    if (done) return
    done = true
    action()
  }
}
