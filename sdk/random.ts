// Ids without a server. crypto.randomUUID exists only on secure pages; getRandomValues everywhere since 2013.

/** 128 random bits as 32 hex digits. */
export function randomId(): string {
  const bytes = new Uint8Array(16)
  try {
    crypto.getRandomValues(bytes)
  } catch {
    for (let i = 0; i < 16; i++) bytes[i] = Math.random() * 256
  }
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
