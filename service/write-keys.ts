// Who may send: the keys of the settings, or a write key made at the first start and kept in the data folder.
import { randomBytes } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readWriteKeys } from '../ingest/keys.ts'
import type { WriteKeys } from '../ingest/contract.ts'
import { ConfigError } from './config-error.ts'
import { folderTrouble } from './folder-trouble.ts'

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
    if (code === 'ENOTDIR') throw new ConfigError(folderTrouble(error) ?? '')
    throw new ConfigError(
      `${file} holds the write key and cannot be read (${String(code)}): give the user of the service the right to, or set CARTBEAT_WRITE_KEYS to it`,
    )
  }
}

/** Both settings as the collector takes them. Throws ConfigError where one cannot be read, or a key is in both. */
export function readKeys(
  writeKeys: string,
  serverKeys: string | null,
): { readonly keys: WriteKeys; readonly secretKeys: ReadonlySet<string> } {
  const open = readSetting('CARTBEAT_WRITE_KEYS', writeKeys)
  const secret = serverKeys === null ? new Map<string, string>() : readSetting('CARTBEAT_SERVER_KEYS', serverKeys)
  const shared = [...secret.keys()].find((key) => open.has(key))
  if (shared !== undefined)
    throw new ConfigError('CARTBEAT_SERVER_KEYS has a key that CARTBEAT_WRITE_KEYS has too: one of them is public')
  return { keys: new Map([...open, ...secret]), secretKeys: new Set(secret.keys()) }
}

function readSetting(name: string, text: string): WriteKeys {
  try {
    return readWriteKeys(text)
  } catch (error) {
    throw new ConfigError(`${name}: ${error instanceof Error ? error.message : String(error)}`)
  }
}
