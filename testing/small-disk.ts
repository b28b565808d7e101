// A disk that can be filled: a file system in memory, of a fixed size, mounted on a folder.
import { spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface SmallDisk {
  /** Takes all the room there is. */
  fill(): void
  /** Gives it back. */
  free(): void
  /** The folder is the one below again, with what stood on the disk. */
  unmount(): void
}

/** Written at a time. */
const PIECE_BYTES = 2 ** 20
/** In the disk's own root, where nobody looks. */
const FILLER = '.filler'

/** Why there can be none here; null where there can. */
export function missingForSmallDisk(): string | null {
  if (process.platform !== 'linux') return 'it mounts a small disk, which is done on Linux alone'
  return process.getuid?.() === 0 ? null : 'it mounts a small disk, which only root may'
}

/** Mounts one on the folder, with what the folder holds. */
export function mountSmallDisk(dir: string, bytes: number): SmallDisk {
  keeping(dir, () => run('mount', ['-t', 'tmpfs', '-o', `size=${bytes},mode=0755`, 'cartbeat-test', dir]))
  const filler = join(dir, FILLER)
  let mounted = true
  // Lazily: who still has a file open keeps it.
  const leave = () => mounted && run('umount', ['-l', dir])
  // A run that crashed must not leave it.
  process.on('exit', leave)
  return {
    fill() {
      const file = openSync(filler, 'a')
      try {
        for (const piece = Buffer.alloc(PIECE_BYTES); ;) writeSync(file, piece)
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
      } finally {
        closeSync(file)
      }
    },
    free: () => rmSync(filler, { force: true }),
    unmount() {
      process.off('exit', leave)
      rmSync(filler, { force: true })
      keeping(dir, leave)
      mounted = false
    },
  }
}

/** What the folder holds is in it again after `change`. */
function keeping(dir: string, change: () => void): void {
  const beside = mkdtempSync(join(tmpdir(), 'cartbeat-disk-'))
  // Holes stay holes: brokers' index files are made of them.
  const copy = (from: string, to: string) => run('cp', ['-a', '--sparse=always', `${from}/.`, to])
  copy(dir, beside)
  change()
  copy(beside, dir)
  rmSync(beside, { recursive: true })
}

function run(command: string, args: readonly string[]): void {
  const done = spawnSync(command, args, { encoding: 'utf8' })
  if (done.status !== 0) throw new Error(`${command}: ${done.stderr || String(done.error)}`)
}
