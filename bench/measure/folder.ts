// A folder for what a measured process writes, gone when it ends however it ends.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export function temporaryFolder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'cartbeat-bench-'))
  process.on('exit', () => rmSync(dir, { recursive: true, force: true }))
  return dir
}
