// A folder for what a measured process writes, gone when it ends however it ends.
import { mkdtempSync, rmSync } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export function temporaryFolder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'cartbeat-bench-'))
  process.on('exit', () => rmSync(dir, { recursive: true, force: true }))
  return dir
}

/** Bytes the disk has given to the files of a folder and all below it, or of those whose names end so. */
export async function bytesIn(dir: string, suffix = ''): Promise<number> {
  const found = await readdir(dir, { withFileTypes: true, recursive: true })
  const sizes = found
    .filter((each) => each.isFile() && each.name.endsWith(suffix))
    // One that is merged away meanwhile takes nothing.
    .map(
      async ({ parentPath, name }) =>
        ((await stat(join(parentPath, name)).catch(() => null))?.blocks ?? 0) * BLOCK_BYTES,
    )
  return (await Promise.all(sizes)).reduce((sum, bytes) => sum + bytes, 0)
}

/** What stat(2) counts in, whatever the file system's own blocks are. */
const BLOCK_BYTES = 512
