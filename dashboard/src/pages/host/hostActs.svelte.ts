// The host's acts on their way: one is sent at a time, in order; without a line they wait and go when it is back.
import type { CatalogueEntry, HostAccepted, MomentKind, Question, QuestionMark } from '../../../../api/contract.ts'
import { post } from '../../live/api.ts'
import {
  ACTS_MAX,
  NO_ACTS,
  addAct,
  removeAct,
  requestOf,
  undoMark,
  undoMoment,
  verdictOf,
  type Act,
  type ActBody,
  type ActQueue,
} from '../../live/acts.ts'

export interface Toast {
  readonly text: string
  readonly tone: 'good' | 'bad' | 'waits'
  /** Set while the act can be taken back. */
  readonly undo: { readonly momentId: string; readonly name: string } | null
  readonly id: number
}

/** What the host did with a question. */
export interface Marked {
  readonly question: Pick<Question, 'questionKey' | 'example'>
  readonly mark: QuestionMark
}

const AGAIN_AFTER_MS = 2000
/** A toast, and with it the undo, stays this long. */
export const TOAST_MS = 8000
/** After an act was taken, the page shows it as done until the stream says so itself. */
const SETTLE_MS = 3000

export class HostActs {
  readonly #showId: string
  queue: ActQueue = $state.raw(NO_ACTS)
  toast: Toast | null = $state.raw(null)
  /** The newest mark, while it is what an undo takes back. */
  marked: Marked | null = $state.raw(null)
  /** Acts taken by the service but not yet seen in the stream. */
  #settling: readonly Act[] = $state.raw([])
  #sending: number | null = null
  #again: ReturnType<typeof setTimeout> | undefined
  #toastTimer: ReturnType<typeof setTimeout> | undefined
  #toasts = 0
  /** true once an act got no answer: the rest waits with it. */
  waits = $state(false)

  constructor(showId: string) {
    this.#showId = showId
  }

  /** Acts not yet seen in the stream. */
  get pending(): readonly Act[] {
    return [...this.queue.waiting, ...this.#settling]
  }

  pin(product: CatalogueEntry): void {
    this.startMoment(
      { kind: 'pin', productId: product.productId },
      `No. ${product.number} ${product.title}`,
      `Pin No. ${product.number}`,
      'pinned',
    )
  }

  startMoment(
    moment: { kind: MomentKind; productId?: string; title?: string; price_minor?: number; duration_ms?: number },
    name: string,
    label: string,
    done: string,
  ): void {
    const momentId = newId()
    const added = this.#add(label, { what: 'moment.start', moment: { ...moment, momentId } })
    if (!added) return
    this.marked = null
    this.#say({ text: `${name} ${done}`, tone: 'good', undo: { momentId, name } })
  }

  endMoment(momentId: string, name: string): void {
    if (this.#add(`End ${name}`, { what: 'moment.end', momentId }))
      this.#say({ text: `${name} ended`, tone: 'good', undo: null })
  }

  /** Says nothing: the queue itself shows what became of the question. */
  mark(question: Marked['question'], mark: QuestionMark): void {
    const body = { what: 'question.mark', marking: { questionKey: question.questionKey, mark } } as const
    if (!this.#add(`${MARK_WORDS[mark]}: ${question.example}`, body)) return
    this.dismiss()
    this.marked = { question, mark }
  }

  /** Takes a mark back, this page's or another's. */
  unmark(question: Marked['question']): void {
    const { questionKey, example } = question
    const body = { what: 'question.mark', marking: { questionKey, mark: 'open' } } as const
    const act = { showId: this.#showId, label: `Open again: ${example}`, body }
    const queue = undoMark(this.queue, questionKey, act, this.#sending)
    if (!queue) return this.#full()
    this.queue = queue
    this.marked = null
    void this.pump()
  }

  startShow(): void {
    if (this.#add('Start the show', { what: 'show.start', show: {} }))
      this.#say({ text: 'The show starts', tone: 'good', undo: null })
  }

  endShow(): void {
    if (this.#add('End the show', { what: 'show.end' })) this.#say({ text: 'The show ends', tone: 'good', undo: null })
  }

  /** Takes back the moment just started, while its toast stands. false: there is none. */
  undo(): boolean {
    const undo = this.toast?.undo
    if (!undo) return false
    this.#undoMoment(undo)
    return true
  }

  #undoMoment(undo: NonNullable<Toast['undo']>): void {
    const act = {
      showId: this.#showId,
      label: `Undo ${undo.name}`,
      body: { what: 'moment.end', momentId: undo.momentId } as const,
    }
    const queue = undoMoment(this.queue, undo.momentId, act, this.#sending)
    if (!queue) return this.#full()
    this.queue = queue
    this.#say({ text: `${undo.name}: taken back`, tone: 'good', undo: null })
    void this.pump()
  }

  dismiss(): void {
    clearTimeout(this.#toastTimer)
    this.toast = null
  }

  /** Drops what waits: the show went on without it. */
  dropWaiting(): void {
    this.queue = { ...this.queue, waiting: this.queue.waiting.filter((act) => act.id === this.#sending) }
    this.waits = false
  }

  /** Sends what waits. Called by itself, and when the line is back. */
  async pump(): Promise<void> {
    clearTimeout(this.#again)
    const act = this.queue.waiting[0]
    if (!act || this.#sending !== null) return
    this.#sending = act.id
    const request = requestOf(act)
    const answer = await post<HostAccepted>(request.path, request.body)
    this.#sending = null
    const verdict = verdictOf(answer.ok ? 202 : answer.problem.status)
    if (verdict === 'wait') {
      this.waits = this.queue.waiting.length > 0
      if (this.waits) this.#again = setTimeout(() => void this.pump(), AGAIN_AFTER_MS)
      return
    }
    this.waits = false
    this.queue = removeAct(this.queue, act.id)
    if (verdict === 'done') this.#settle(act)
    else if (!answer.ok) this.#say({ text: `${act.label}: ${answer.problem.title}`, tone: 'bad', undo: null })
    void this.pump()
  }

  close(): void {
    clearTimeout(this.#again)
    clearTimeout(this.#toastTimer)
  }

  #add(label: string, body: ActBody): boolean {
    const queue = addAct(this.queue, { showId: this.#showId, label, body })
    if (!queue) {
      this.#full()
      return false
    }
    this.queue = queue
    void this.pump()
    return true
  }

  #full(): void {
    this.#say({ text: `${ACTS_MAX} acts wait already; this one was not kept`, tone: 'bad', undo: null })
  }

  #settle(act: Act): void {
    this.#settling = [...this.#settling, act]
    setTimeout(() => (this.#settling = this.#settling.filter((other) => other !== act)), SETTLE_MS)
  }

  #say(toast: Omit<Toast, 'id'>): void {
    clearTimeout(this.#toastTimer)
    this.toast = { ...toast, id: ++this.#toasts }
    this.#toastTimer = setTimeout(() => (this.toast = null), TOAST_MS)
  }
}

const MARK_WORDS: Readonly<Record<QuestionMark, string>> = {
  answered: 'Answered',
  dismissed: 'Dismiss',
  pinned: 'Pin',
  open: 'Open again',
}

/** crypto.randomUUID is missing on plain http beyond localhost; this is not. */
function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12))
  return 'm-' + Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
