// What checkpoints a data folder has, for whoever wants to know whether a start would find them. Moves and removes nothing.
import { readFile, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { CHECKPOINT_SUFFIX } from './checkpoint-files.ts'
import { decodeCheckpoint } from './checkpoints.ts'

export interface CheckpointFact {
  readonly partition: number
  /** When the newest was written, Unix ms. */
  readonly at_ms: number
  /** Why it cannot be read; null when it can. */
  readonly bad: string | null
}

/** The newest of each partition, of the log that was saved last; [] where there are none. */
export async function readCheckpointFacts(dir: string): Promise<readonly CheckpointFact[]> {
  const logs = await Promise.all((await namesIn(dir)).map((logId) => readLog(dir, logId)))
  const newest = (facts: readonly CheckpointFact[]) => Math.max(0, ...facts.map(({ at_ms }) => at_ms))
  return logs.reduce((a, b) => (newest(b) > newest(a) ? b : a), [])
}

async function readLog(dir: string, logId: string): Promise<readonly CheckpointFact[]> {
  const facts: CheckpointFact[] = []
  for (const name of await namesIn(join(dir, logId))) {
    const folder = join(dir, logId, name)
    const partition = Number(name)
    // Names are padded, so that they sort as their offsets do.
    const file = (await namesIn(folder))
      .filter((each) => each.endsWith(CHECKPOINT_SUFFIX))
      .toSorted()
      .at(-1)
    if (file === undefined) continue
    const [bytes, { mtimeMs: at_ms }] = await Promise.all([readFile(join(folder, file)), stat(join(folder, file))])
    const found = decodeCheckpoint(bytes, logId, partition)
    facts.push({ partition, at_ms, bad: 'bad' in found ? found.bad : null })
  }
  return facts.toSorted((a, b) => a.partition - b.partition)
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return []
    throw error
  }
}
