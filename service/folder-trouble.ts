// What to do where the data folder cannot be made, read or written, in a line.
import { existsSync } from 'node:fs'
import { dirname } from 'node:path'

const CODES = ['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'ENOTDIR', 'EEXIST']

/** null for any other error. */
export function folderTrouble(error: unknown): string | null {
  const { code, path } = error as NodeJS.ErrnoException
  // A write to an open file does not tell whose it is.
  if (path === undefined && code === 'ENOSPC')
    return 'the disk of the data folder is full (ENOSPC): give it room, or name another folder in CARTBEAT_DATA_DIR'
  if (path === undefined || !CODES.includes(code ?? '')) return null
  // Made where a file stands, or below one.
  if (code === 'ENOTDIR' || code === 'EEXIST')
    return `${nearest(path)} is a file, and a folder is needed for ${path}: name another one in CARTBEAT_DATA_DIR`
  return `${path} cannot be written (${code}): give the service room and the right to, or name another folder in CARTBEAT_DATA_DIR`
}

/** The path, or what there is of the way to it. */
function nearest(path: string): string {
  return existsSync(path) || dirname(path) === path ? path : nearest(dirname(path))
}
