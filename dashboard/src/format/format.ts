// The browser's own formats: what pages use.
import { makeFormats } from './formats.ts'

export const format = makeFormats()
