// What a person sets for this browser.
const HIDE_KEY = 'cartbeat.hideRevenue'

class Settings {
  /** Money that should not be on a shared screen is then not in the page at all, for readers neither. */
  revenueHidden: boolean = $state(read(HIDE_KEY))

  toggleRevenue(): void {
    this.revenueHidden = !this.revenueHidden
    try {
      localStorage.setItem(HIDE_KEY, this.revenueHidden ? '1' : '')
    } catch {
      // A browser without storage forgets it with the tab.
    }
  }
}

function read(key: string): boolean {
  try {
    return localStorage.getItem(key) === '1'
  } catch {
    return false
  }
}

export const settings = new Settings()
