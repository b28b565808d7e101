// What the service wrote into the page, and which of its pages this is.
import type { Setup } from '../contract.ts'

export const setup = JSON.parse(document.getElementById('setup')?.textContent ?? '') as Setup

const name = decodeURIComponent(location.pathname.split('/')[2] ?? '')
const known = (showId: string | null) => setup.shows.some((show) => show.showId === showId)
const asked = new URLSearchParams(location.search).get('of')

/** The show that is watched here; '' on the store's page. */
export const showId = known(name) ? name : ''
/** Whose products are sold here. The store carries those of the show one came from. */
export const shopOf = showId || (asked !== null && known(asked) ? asked : (setup.shows[0]?.showId ?? ''))
/** The address names neither the store nor a show. */
export const lost = !showId && name !== 'store'
