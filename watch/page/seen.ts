// When a product counts as seen: half of it on the screen for a second, as advertising's viewability rule has it
// (MRC/IAB: 50 % of the pixels for one continuous second).
import type { Attachment } from 'svelte/attachments'

const SHARE = 0.5
const FOR_MS = 1000

/** Calls once, when the element has been seen. */
export function onSeen(seen: () => void): Attachment<Element> {
  return (element) => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const observer = new IntersectionObserver(
      ([entry]) => {
        clearTimeout(timer)
        if (!entry?.isIntersecting) return
        timer = setTimeout(() => {
          observer.disconnect()
          seen()
        }, FOR_MS)
      },
      { threshold: SHARE },
    )
    observer.observe(element)
    return () => {
      clearTimeout(timer)
      observer.disconnect()
    }
  }
}
