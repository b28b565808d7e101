import { describe, expect, it } from 'vitest'
import { readConfig } from './config.ts'

describe('readConfig', () => {
  it('listens on loopback port 8080 with a lasting data folder by default', () => {
    const config = readConfig([], {})
    expect(config).toMatchObject({
      host: '127.0.0.1',
      port: 8080,
      writeKeys: null,
      serverKeys: null,
      adminToken: null,
      demo: null,
    })
    expect(config.dataDir.endsWith('.cartbeat')).toBe(true)
  })

  it('takes every fixed name', () => {
    const env = {
      PORT: '9090',
      HOST: '0.0.0.0',
      CARTBEAT_DATA_DIR: '/srv/cartbeat',
      CARTBEAT_WRITE_KEYS: 'shop:abc,demo',
      CARTBEAT_SERVER_KEYS: 'chat:s3cret',
      CARTBEAT_ADMIN_TOKEN: 'correct-horse-battery',
    }
    expect(readConfig([], env)).toEqual({
      host: '0.0.0.0',
      port: 9090,
      dataDir: '/srv/cartbeat',
      writeKeys: 'shop:abc,demo',
      serverKeys: 'chat:s3cret',
      adminToken: 'correct-horse-battery',
      demo: null,
    })
  })

  it('gives the demo its own fresh folder and key', () => {
    const config = readConfig(['--demo', '--viewers', '300', '--speed=10', '--seed', '3', '--no-open'], {})
    expect(config.writeKeys).toBe('demo')
    expect(config.dataDir).toContain('cartbeat-demo-')
    expect(config.demo).toEqual({ viewers: 300, speed: 10, seed: 3, open: false })
  })

  it.each([
    [{ PORT: '80a' }, [], 'PORT is "80a", a number from 0 to 65535 is needed'],
    [{ PORT: '70000' }, [], 'PORT is "70000", a number from 0 to 65535 is needed'],
    [{ PORT: '80.5' }, [], 'PORT is "80.5", a whole number is needed'],
    [{ CARTBEAT_ADMIN_TOKEN: 'short' }, [], 'CARTBEAT_ADMIN_TOKEN has 5 characters, at least 16 are needed'],
    [{}, ['--demo', '--viewers'], '--viewers is "", a number from 1 to 100000 is needed'],
    [{}, ['--demo', '--speed', 'fast'], '--speed is "fast", a number from 0.1 to 100 is needed'],
  ])('names the setting that is wrong: %o %o', (env, args, message) => {
    expect(() => readConfig(args, env)).toThrow(message)
  })
})
