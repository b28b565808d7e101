// What stands to the right of IN: the engine takes a bare name there for a table, and reads it, although its syntax tree
// has an Identifier where every other table has a TableIdentifier.

/** in, notIn, globalIn, nullIn ..., and what the engine itself makes of them. */
const IS_IN = /^(global)?(not)?(null)?in(ignoreset)?$/i

/** Names with a dot right of any IN, in a whole tree of EXPLAIN AST; null where the tree cannot be relied on. */
export function namesRightOfIn(ast: readonly string[]): readonly string[] | null {
  const ins = ast.flatMap((line, at) => {
    const name = /^ *Function (\S+)/.exec(line)?.[1]
    return name !== undefined && IS_IN.test(name) ? [at] : []
  })
  if (ins.length === 0) return []
  if (!isWhole(ast)) return null
  return ins.flatMap((at) => rightOf(ast, at))
}

/** The operands stand two below the function, under its list: the first is what is looked for, never a table. */
function rightOf(ast: readonly string[], at: number): string[] {
  const depth = depthOf(ast[at])
  const names: string[] = []
  for (let i = at + 3; i < ast.length && depthOf(ast[i]) > depth; i++) {
    const name = depthOf(ast[i]) === depth + 2 ? /^ *Identifier (.*)$/.exec(ast[i] ?? '')?.[1] : undefined
    if (name?.includes('.')) names.push(name)
  }
  return names
}

/**
 * Whether each node has as many children as it says. A name with newlines in it makes lines of its own; these can say
 * children of their own, but never take a line of the engine's in among them without a count that is wrong above it.
 */
function isWhole(ast: readonly string[]): boolean {
  /** Children still to come, of each node on the way down. */
  const due: number[] = []
  for (const line of ast) {
    const depth = depthOf(line)
    if (depth > due.length || (depth === 0 && due.length > 0)) return false
    if (due.splice(depth).some((missing) => missing !== 0)) return false
    const left = depth === 0 ? 1 : (due[depth - 1] ?? 0)
    if (left === 0) return false
    if (depth > 0) due[depth - 1] = left - 1
    due.push(Number(/ \(children (\d+)\)$/.exec(line)?.[1] ?? 0))
  }
  return due.every((missing) => missing === 0)
}

const depthOf = (line = ''): number => line.length - line.trimStart().length
