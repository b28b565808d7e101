// The theme as a rune: what the person chose, what the system asks for, what the page is.
import { themeFor, type Setting, type Theme } from './theme.ts'

const KEY = 'cartbeat.theme'
const DARK = matchMedia('(prefers-color-scheme: dark)')

function stored(): Theme | null {
  try {
    const value = localStorage.getItem(KEY)
    return value === 'dark' || value === 'light' ? value : null
  } catch {
    return null
  }
}

class ThemeChoice {
  #chosen: Theme | null = $state(stored())
  #system: Theme = $state(DARK.matches ? 'dark' : 'light')
  #setting: Setting = $state('table')

  constructor() {
    DARK.addEventListener('change', (event) => (this.#system = event.matches ? 'dark' : 'light'))
  }

  get current(): Theme {
    return themeFor(this.#chosen, this.#system, this.#setting)
  }

  /** Called by a page: what suits it when nobody chose. 'dark' is a show's page, 'light' a table. */
  suits(theme: Theme): void {
    this.#setting = theme === 'dark' ? 'show' : 'table'
  }

  toggle(): void {
    this.#chosen = this.current === 'dark' ? 'light' : 'dark'
    try {
      localStorage.setItem(KEY, this.#chosen)
    } catch {
      // A browser without storage forgets the choice with the tab.
    }
  }
}

export const theme = new ThemeChoice()
