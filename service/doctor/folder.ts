// The data folder: there, writable, whose, with room, and with checkpoints that can be read.
import { mkdir, open, readFile, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { lockHolder } from '../../log/folder-lock.ts'
import { LOG_BYTES_MAX } from '../../log/limits.ts'
import { readCheckpointFacts } from '../../pipeline/runtime/checkpoint-facts.ts'
import { diskRoom } from '../figures.ts'
import { bytesText } from './amounts.ts'
import { judgeCheckpointAge } from './clickhouse.ts'
import { judgeRoom } from './disk.ts'
import { fail, ok, warn, type Finding } from './finding.ts'

export interface FolderUse {
  readonly dir: string
  /** What stands in it; the rest is elsewhere. */
  readonly log: boolean
  readonly record: boolean
}

export async function checkFolder({ dir, log, record }: FolderUse): Promise<readonly Finding[]> {
  const exists = await isFolder(dir)
  const failure = await whyNotWritable(exists ? dir : await nearestFolder(dir))
  if (failure !== null)
    return [
      fail(
        'data folder',
        `${dir}: ${failure}`,
        'give the user that runs Cartbeat the right to write there, or set CARTBEAT_DATA_DIR',
      ),
    ]
  const findings = [ok('data folder', exists ? `${dir} can be written` : `${dir} is not there yet and can be made`)]
  const holder = exists ? lockHolder(dir) : null
  findings.push(holder === null ? ok('lock', 'free') : ok('lock', `process ${holder} works on it`))
  const log_bytes = log ? await sizeOf(join(dir, 'log', 'log')) : 0
  const room = await diskRoom(exists ? dir : await nearestFolder(dir))
  if (room) findings.push(judgeRoom('disk', 'the data folder', room, log ? LOG_BYTES_MAX - log_bytes : 0))
  if (log) findings.push(judgeLog(log_bytes))
  if (record) findings.push(...(await checkCheckpoints(join(dir, 'checkpoints'), holder !== null)))
  return findings
}

/** Kept key of the folder, as write-keys.ts makes it; null: none. Rejects where it cannot be read. */
export async function keptWriteKey(dir: string): Promise<string | null> {
  try {
    return (await readFile(join(dir, 'write-key'), 'utf8')).trim() || null
  } catch (error) {
    if (isCode(error, 'ENOENT') || isCode(error, 'ENOTDIR')) return null
    throw error
  }
}

const LOG_WARN_SHARE = 0.8

function judgeLog(log_bytes: number): Finding {
  const found = `the log takes ${bytesText(log_bytes)} of at most ${bytesText(LOG_BYTES_MAX)}`
  if (log_bytes < LOG_WARN_SHARE * LOG_BYTES_MAX) return ok('log', found)
  return warn(
    'log',
    found,
    'at its most it refuses events: it is forgotten as rows are stored, so see that the record takes them',
  )
}

async function checkCheckpoints(dir: string, isRunning: boolean): Promise<readonly Finding[]> {
  const facts = await readCheckpointFacts(dir)
  const bad = facts.filter(({ bad }) => bad !== null)
  const oldest_ms = Math.min(...facts.map(({ at_ms }) => at_ms))
  return [
    judgeCheckpointAge(facts.length === 0 ? null : Date.now() - oldest_ms, isRunning),
    ...bad.map(({ partition, bad: why }) =>
      warn(
        'checkpoints',
        `the newest of partition ${partition} cannot be read (${why})`,
        'the next start takes the one before it; look after the disk',
      ),
    ),
  ]
}

async function isFolder(dir: string): Promise<boolean> {
  return (await stat(dir).catch(() => null))?.isDirectory() ?? false
}

/** Of a folder that is not there: the nearest above it that is. */
async function nearestFolder(dir: string): Promise<string> {
  let at = dir
  while (!(await stat(at).catch(() => null)) && dirname(at) !== at) at = dirname(at)
  return at
}

/** Writes a little and takes it away; null: it could. */
async function whyNotWritable(dir: string): Promise<string | null> {
  const file = join(dir, `.doctor-${process.pid}`)
  try {
    await mkdir(dir, { recursive: true })
    const handle = await open(file, 'w')
    await handle.writeFile('x')
    await handle.sync()
    await handle.close()
    return null
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  } finally {
    await rm(file, { force: true }).catch(() => {})
  }
}

async function sizeOf(path: string): Promise<number> {
  const found = await stat(path).catch(() => null)
  if (found?.isDirectory()) return sizeOf(join(path, 'data.mdb'))
  return found?.size ?? 0
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
