// What the desk asks the host before it is done.
import type { Moment } from '../../../../api/contract.ts'

export type Asking =
  { readonly what: 'offer' | 'game' | 'start' | 'stop' } | { readonly what: 'end'; readonly moment: Moment }
