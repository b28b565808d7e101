// Checkpoints in a folder: <dir>/<logId>/<partition>/<offset>.checkpoint. A file appears whole or not at all: written
// beside, fsynced, renamed, and the folder fsynced so that the rename itself is on the disk.
import { mkdir, open, readFile, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { chooseKept, decodeCheckpoint, encodeCheckpoint } from './checkpoints.ts'
import type { Checkpoints } from './checkpoints.ts'

/** Of a checkpoint's file, after its offset. */
export const CHECKPOINT_SUFFIX = '.checkpoint'
/** Offsets are padded so that names sort as numbers do. */
const OFFSET_DIGITS = 16

export interface CheckpointFilesOptions {
  readonly dir: string
  /** Told of every file passed over and why. */
  readonly report?: (message: string) => void
}

export function openCheckpointFiles({ dir, report = console.error }: CheckpointFilesOptions): Checkpoints {
  const folderOf = (logId: string, partition: number) => join(dir, logId, String(partition))
  return {
    async load(logId, partition, below = Infinity) {
      const folder = folderOf(logId, partition)
      for (const offset of (await offsetsIn(folder)).toSorted((a, b) => b - a)) {
        if (offset >= below) continue
        const file = join(folder, nameOf(offset))
        const found = decodeCheckpoint(await readFile(file), logId, partition)
        if ('checkpoint' in found) return found.checkpoint
        report(`checkpoint ${file} is passed over: ${found.bad}`)
        // Moved aside, so that it does not take the place of a good one when the next is saved.
        await rename(file, `${file}.bad`)
      }
      return null
    },
    async save(logId, partition, checkpoint) {
      const folder = folderOf(logId, partition)
      await mkdir(folder, { recursive: true })
      const file = join(folder, nameOf(checkpoint.offset))
      await writeDurably(`${file}.new`, encodeCheckpoint(logId, partition, checkpoint))
      await rename(`${file}.new`, file)
      await syncFolder(folder)
      const offsets = await offsetsIn(folder)
      const { kept, saved } = chooseKept(offsets)
      for (const offset of offsets) if (!kept.includes(offset)) await rm(join(folder, nameOf(offset)), { force: true })
      return saved
    },
  }
}

function nameOf(offset: number): string {
  return String(offset).padStart(OFFSET_DIGITS, '0') + CHECKPOINT_SUFFIX
}

async function offsetsIn(folder: string): Promise<number[]> {
  try {
    const names = await readdir(folder)
    return names
      .filter((name) => name.endsWith(CHECKPOINT_SUFFIX))
      .map((name) => Number(name.slice(0, -CHECKPOINT_SUFFIX.length)))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}

async function writeDurably(file: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(file, 'w')
  try {
    await handle.writeFile(bytes)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** The parents too: on the first save the folders themselves are new. */
async function syncFolder(folder: string): Promise<void> {
  for (const each of [folder, join(folder, '..'), join(folder, '..', '..')]) {
    const handle = await open(each, 'r')
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
  }
}
