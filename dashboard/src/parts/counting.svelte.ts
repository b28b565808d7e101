// "How is this counted": which number is open, and the registry's answers, asked for once.
import type { Metric } from '../../../api/contract.ts'
import { ask, type Answer } from '../live/api.ts'
import type { CountedId } from './numbers.ts'

/** A row of the sum behind a number: "1,071", "buyers". */
export interface CountedPart {
  readonly value: string
  readonly label: string
}

export interface OpenNumber {
  readonly id: CountedId
  readonly anchor: HTMLElement
  readonly parts: readonly CountedPart[]
}

class Counting {
  open: OpenNumber | null = $state.raw(null)

  toggle(number: OpenNumber): void {
    this.open = this.open?.anchor === number.anchor ? null : number
  }

  /** Gives the focus back to the number, unless it has already gone elsewhere. */
  close(refocus: boolean): void {
    const anchor = this.open?.anchor
    this.open = null
    if (refocus) anchor?.focus()
  }
}

export const counting = new Counting()

const answers = new Map<string, Promise<Answer<Metric>>>()

export function metricNamed(name: string): Promise<Answer<Metric>> {
  let answer = answers.get(name)
  if (!answer) {
    answer = ask<Metric>(`/v1/metrics/${encodeURIComponent(name)}`)
    answers.set(name, answer)
    // A failure is not worth keeping: the next click asks again.
    void answer.then((given) => given.ok || answers.delete(name))
  }
  return answer
}
