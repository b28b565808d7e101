// For deliberate bugs: a module of the product gives way to one of a test, for the process that was started with it alone.
import { registerHooks } from 'node:module'

/** Everyone who imports `path` (from the root of the project) gets `by`, which itself may import `path` with ?real behind it. */
export function replace(path: string, by: string): void {
  const from = new URL(`../../${path}`, import.meta.url).href
  registerHooks({
    resolve(specifier, context, next) {
      const found = next(specifier, context)
      return found.url === from ? { ...found, url: by } : found
    },
  })
}
