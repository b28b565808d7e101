// Write keys that last: those of the setting, or one made at the first start and kept in the data folder.
import { randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Public by nature (every page carries it), so this many bytes need only be unlikely to collide. */
const KEY_BYTES = 12

/** The setting when there is one, else the kept key, made if need be. */
export async function keepWriteKeys(dataDir: string, setting: string | null): Promise<string> {
  if (setting) return setting
  const file = join(dataDir, 'write-key')
  const kept = await readFile(file, 'utf8').catch(() => null)
  if (kept?.trim()) return kept.trim()
  const made = `shop:${randomBytes(KEY_BYTES).toString('hex')}`
  await mkdir(dataDir, { recursive: true })
  await writeFile(file, `${made}\n`)
  return made
}
