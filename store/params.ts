// Binds {name:Type} in a query to values, as text.
// The engine's own binding is one per process and not safe when two threads use it at once (chdb-node serialises it within
// a thread alone), so the embedded store writes the values into the query: each as CAST('<escaped>', 'Type').

/** Raised for a parameter that is missing, or of a value that cannot be one. */
export class ParamError extends Error {
  override readonly name = 'ParamError'
}

/** Quoted text, comments and heredocs pass through untouched; only a {name:Type} outside of them is a parameter. */
const TOKENS =
  /'(?:[^'\\]|\\[\s\S]|'')*'|"(?:[^"\\]|\\[\s\S]|"")*"|`(?:[^`\\]|\\[\s\S]|``)*`|--[^\n]*|#[ !][^\n]*|\/\*[\s\S]*?\*\/|\$(\w*)\$[\s\S]*?\$\1\$|\{\s*([A-Za-z_]\w*)\s*:\s*([^{}]+?)\s*\}/g
const TYPE = /^[A-Za-z][A-Za-z0-9_ ,()'-]*$/

export function bindParams(sql: string, params: Readonly<Record<string, unknown>> = {}): string {
  return sql.replace(TOKENS, (token: string, _tag, name: string | undefined, type: string | undefined) => {
    if (name === undefined || type === undefined) return token
    if (!Object.hasOwn(params, name) || params[name] === undefined) throw new ParamError(`parameter ${name} is missing`)
    return literal(name, params[name], type)
  })
}

function literal(name: string, value: unknown, type: string): string {
  if (!TYPE.test(type)) throw new ParamError(`parameter ${name} has no type ${type}`)
  if (type === 'Identifier') return `\`${escape(textOf(name, value)).replaceAll('`', '\\`')}\``
  if (value === null) return `CAST(NULL, ${quote(type)})`
  if (type === 'String') return quote(textOf(name, value))
  return `CAST(${quote(textOf(name, value))}, ${quote(type)})`
}

/** A value as ClickHouse reads it from text; strings inside arrays are quoted, at the top they are not. */
function textOf(name: string, value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value === 'boolean') return value ? 'true' : 'false'
  if (typeof value === 'bigint' || (typeof value === 'number' && Number.isFinite(value))) return String(value)
  if (value instanceof Date) return (value.getTime() / 1000).toFixed(3)
  if (Array.isArray(value)) return `[${value.map((item) => itemOf(name, item)).join(',')}]`
  throw new ParamError(`parameter ${name} cannot be ${value === null ? 'null here' : `a ${typeof value}`}`)
}

function itemOf(name: string, item: unknown): string {
  if (item === null) return 'NULL'
  if (typeof item === 'string' || item instanceof Date) return quote(textOf(name, item))
  return textOf(name, item)
}

function quote(text: string): string {
  return `'${escape(text)}'`
}

function escape(text: string): string {
  return text.replace(/[\\']/g, '\\$&').replaceAll('\0', '\\0')
}
