// Where k6 is: K6 names its binary, otherwise it is looked for on the PATH.
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

type Env = Readonly<Record<string, string | undefined>>

/** Path of the k6 binary; null when there is none. */
export function findK6(env: Env = process.env): string | null {
  if (env['K6']) return isExecutable(env['K6']) ? env['K6'] : null
  const names = process.platform === 'win32' ? ['k6.exe'] : ['k6']
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find(isExecutable) ?? null
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
