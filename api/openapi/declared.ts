// The schema that validates a body, as the document shows it: one source for both.
import type { Type } from 'arktype'
import type { Schema } from './schema.ts'

export function jsonSchemaOf(declared: Type<unknown>): Schema {
  const { $schema: _dialect, ...schema } = declared.toJsonSchema() as Schema
  return schema
}
