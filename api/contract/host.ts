// Host calls: loopback or CARTBEAT_ADMIN_TOKEN; JSON bodies; answered 202 once durable.
import type { CatalogueEntry, Channel, MomentKind, QuestionMark, ShowKind } from '../../events/contract.ts'

/** PUT /v1/shows/:showId (schedule or change), POST /v1/shows/:showId/start */
export interface ShowDeclaration {
  readonly title?: string
  readonly kind?: ShowKind
  readonly channel?: Channel
  readonly host?: string
  readonly currency?: string
  readonly plannedStart_ms?: number
  readonly products?: readonly DeclaredProduct[]
}

/** A product as it is declared: what has no price or picture may leave them out. */
type DeclaredProduct = Omit<CatalogueEntry, 'price_minor' | 'image'> &
  Partial<Pick<CatalogueEntry, 'price_minor' | 'image'>>

/** POST /v1/visitors/:visitorId/erase (body {}): an event in the log like every host call; answered when it is durable. */

/** POST /v1/shows/:showId/moments ; POST /v1/shows/:showId/moments/:momentId/end ends it (body {}). POST /v1/shows/:showId/end ends the show. */
export interface MomentDeclaration {
  /** Chosen by the server when left out. */
  readonly momentId?: string
  readonly kind: MomentKind
  readonly productId?: string
  readonly title?: string
  readonly price_minor?: number
  /** For the countdown and to end by itself. */
  readonly duration_ms?: number
}

/** POST /v1/shows/:showId/questions/mark : what the host did with a group of questions. */
export interface QuestionMarking {
  readonly questionKey: string
  /** `open` takes the last mark back. */
  readonly mark: QuestionMark
}

export interface HostAccepted {
  readonly messageId: string
  readonly momentId: string | null
}
