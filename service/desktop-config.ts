// What the environment says about a desktop.

export function desktopConfig(): { readonly hasDisplay: boolean } {
  const { DISPLAY, WAYLAND_DISPLAY, SSH_CONNECTION, CI } = process.env
  return { hasDisplay: Boolean(DISPLAY || WAYLAND_DISPLAY) && !SSH_CONNECTION && CI !== 'true' }
}
