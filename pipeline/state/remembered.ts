// Ids remembered only to be known again. Who sends them chooses how long they are, and millions are remembered.
import { hash } from 'node:crypto'
import { ownText } from './own-text.ts'

/** A UUID with its key's label fits. UTF-16 units. */
const WHOLE_LENGTH_MAX = 96

/** The text itself where it is short, else its SHA-256: equal for equal ids alone, and bounded. */
export function remembered(id: string): string {
  return id.length <= WHOLE_LENGTH_MAX ? ownText(id) : hash('sha256', id, 'base64')
}
