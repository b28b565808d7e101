// Write keys that last: those of the setting, or one made at the first start and kept in the data folder.
import { randomBytes } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ConfigError } from './config.ts'

/** Public by nature (every page carries it), so this many bytes need only be unlikely to collide. */
const KEY_BYTES = 12

/**
 * The setting when there is one, else the kept key, made if need be. Rejects with ConfigError when the kept one cannot be
 * read: a new one in its place would shut out every page that carries it.
 */
export async function keepWriteKeys(dataDir: string, setting: string | null): Promise<string> {
  if (setting) return setting
  const file = join(dataDir, 'write-key')
  const kept = await readKept(file)
  if (kept !== '') return kept
  const made = `shop:${randomBytes(KEY_BYTES).toString('hex')}`
  await mkdir(dataDir, { recursive: true })
  await writeFile(`${file}.new`, `${made}\n`, { flush: true })
  await rename(`${file}.new`, file)
  return made
}

/** '' where there is none yet. */
async function readKept(file: string): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).trim()
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : error
    if (code === 'ENOENT') return ''
    throw new ConfigError(
      `${file} holds the write key and cannot be read (${String(code)}): give the service the right to`,
    )
  }
}
