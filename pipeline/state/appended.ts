/**
 * The list with the thing at its end. A first one gets a list of its own size: V8 makes room for 17 at the first push, and of
 * most visitors there is one session, one show, one touch, one open minute.
 */
export function appended<T>(list: T[], thing: T): T[] {
  if (list.length === 0) return [thing]
  list.push(thing)
  return list
}
