// Which theme a page opens in. Pure.
export type Theme = 'dark' | 'light'

/** What a page is for: 'show' stands beside a stage, 'table' lies on a desk. */
export type Setting = 'show' | 'table'

/**
 * A person's own choice wins, on every page. Else a system that asks for dark gets dark. Browsers report "light" also where
 * nobody ever chose, so light says nothing of its own and the page decides: a show is dark, since its screen stands in the
 * dim beside a stage; tables are light.
 */
export function themeFor(chosen: Theme | null, system: Theme, setting: Setting): Theme {
  return chosen ?? (system === 'dark' || setting === 'show' ? 'dark' : 'light')
}
