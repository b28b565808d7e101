// The door of the folder: pure, stateless functions of a comment's text, so that counts add up over partitions.
export { GROUPING_VERSION } from './contract.ts'
export { createProductFinder } from './product-finder.ts'
export { askedByForm } from './asking.ts'
export { withArrival } from './arrivals.ts'
export { withTold } from './told.ts'
export { questionKeyOf } from './question-key.ts'
export { textKey } from './text-key.ts'
