// Dark for shows, light for tables, unless the person chose: then what they chose, everywhere.
type Theme = 'dark' | 'light'
const KEY = 'cartbeat.theme'

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
  #fitting: Theme = $state('dark')

  get current(): Theme {
    return this.#chosen ?? this.#fitting
  }

  /** Called by a page: what suits it when nobody chose. */
  suits(theme: Theme): void {
    this.#fitting = theme
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
