// The browser's address as a rune. Plain <a href> links work: clicks on them stay in the page.
import { routeOf, type Route } from './router.ts'

class Router {
  #url = $state.raw(new URL(location.href))
  #route: Route = $derived(routeOf(this.#url.pathname))

  get route(): Route {
    return this.#route
  }
  get query(): URLSearchParams {
    return this.#url.searchParams
  }

  go(href: string, replace = false): void {
    const url = new URL(href, location.href)
    if (replace) history.replaceState(null, '', url)
    else {
      history.pushState(null, '', url)
      scrollTo(0, 0)
    }
    this.#url = url
  }

  /** Once, at start. /watch is another page of the service, not of this application. */
  listen(): void {
    addEventListener('popstate', () => (this.#url = new URL(location.href)))
    document.addEventListener('click', (event) => {
      const anchor = event.target instanceof Element ? event.target.closest('a') : null
      if (!anchor || event.defaultPrevented || event.button !== 0) return
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
      if (anchor.target || anchor.hasAttribute('download') || anchor.origin !== location.origin) return
      if (routeOf(anchor.pathname).page === 'nowhere') return
      event.preventDefault()
      this.go(anchor.href)
    })
  }
}

export const router = new Router()
