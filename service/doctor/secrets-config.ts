// What the environment holds that must never be shown, whether or not the settings can be read.

type Env = Readonly<Record<string, string | undefined>>

const SECRETS = /^CARTBEAT_(\w*PASSWORD|ADMIN_TOKEN|SERVER_KEYS)$/
/** Shorter ones would take letters out of every word. */
const CHARS_MIN = 3

/** The longest first, so that one that is part of another leaves none of it. */
export function readSecrets(env: Env = process.env): readonly string[] {
  const values = Object.entries(env).flatMap(([name, value]) => {
    if (!value || !SECRETS.test(name)) return []
    // Server keys are a list of "key" and "label:key".
    return name.endsWith('SERVER_KEYS') ? value.split(',').map((part) => part.split(':').at(-1)?.trim() ?? '') : [value]
  })
  return values.filter(({ length }) => length >= CHARS_MIN).toSorted((a, b) => b.length - a.length)
}
