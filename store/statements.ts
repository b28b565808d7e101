// A file of SQL to its statements: split at each semicolon outside of quotes and comments.

const TOKENS =
  /'(?:[^'\\]|\\[\s\S]|'')*'|"(?:[^"\\]|\\[\s\S]|"")*"|`(?:[^`\\]|\\[\s\S]|``)*`|--[^\n]*|\/\*[\s\S]*?\*\/|;|[^'"`;/-]+|[\s\S]/g

export function splitStatements(sql: string): readonly string[] {
  const statements: string[] = []
  let current = ''
  let says = false
  for (const [token] of sql.matchAll(TOKENS)) {
    if (token === ';') {
      if (says) statements.push(current.trim())
      current = ''
      says = false
      continue
    }
    current += token
    says ||= !token.startsWith('--') && !token.startsWith('/*') && token.trim() !== ''
  }
  if (says) statements.push(current.trim())
  return statements
}
