// Opens a page in the desktop's browser, where there is a desktop.
import { spawn } from 'node:child_process'
import { desktopConfig } from './desktop-config.ts'

/** Does nothing without a desktop, and never fails: the address is printed anyway. */
export function openInBrowser(url: string): void {
  const command = opener()
  if (!command) return
  const child = spawn(command[0], [...command.slice(1), url], { stdio: 'ignore', detached: true })
  child.on('error', () => undefined)
  child.unref()
}

function opener(): readonly [string, ...string[]] | null {
  if (process.platform === 'darwin') return ['open']
  if (process.platform === 'win32') return ['cmd', '/c', 'start', '']
  return desktopConfig().hasDisplay ? ['xdg-open'] : null
}
