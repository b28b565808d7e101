// A visitor's rows without the visitor. store/erasure.ts says the same in SQL of the rows that are written already: whichever
// of the two comes to a row, it ends alike.
import type { Row } from '../../store/contract.ts'

/** Begins the name an erased visitor's rows carry. */
export const PSEUDONYM_PREFIX = 'erased-'

export const erasedEventRow = (row: Row, visitor_id: string): Row => ({
  ...row,
  ...{ visitor_id, user_id: '', message_id: '', properties: '', context: '' },
})

/** It still counts, with its scores; what it said and asked is gone. */
export const erasedCommentRow = (row: Row, visitor_id: string): Row => ({
  ...row,
  ...{ visitor_id, comment_id: '', author: '', text: '', text_key: 0, question_key: '' },
})

/** The order and its money are the shop's books. */
export const erasedOrderRow = (row: Row, visitor_id: string): Row => ({ ...row, visitor_id, user_id: '' })

export const erasedQuarantineRow = (row: Row): Row => ({ ...row, message_id: '', found: '', raw: '' })
