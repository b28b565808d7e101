import { describe, expect, test } from 'vitest'
import { readAgent } from './agent.ts'
import { readConnection, readScreen } from './device.ts'

const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1'
const IPAD =
  'Mozilla/5.0 (iPad; CPU OS 15_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/15.5 Mobile/15E148 Safari/604.1'
const PIXEL =
  'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36'
const TABLET =
  'Mozilla/5.0 (Linux; Android 14; SM-X810) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36'
const WINDOWS =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36'
const MAC =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15'
const SAMSUNG_TV =
  'Mozilla/5.0 (SMART-TV; LINUX; Tizen 6.5) AppleWebKit/537.36 (KHTML, like Gecko) 85.0.4183.93/6.5 TV Safari/537.36'
const HEADLESS =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/131.0.0.0 Safari/537.36'

describe('user agents', () => {
  test.each([
    [IPHONE, 'phone'],
    [PIXEL, 'phone'],
    [IPAD, 'tablet'],
    [TABLET, 'tablet'],
    [WINDOWS, 'desktop'],
    [MAC, 'desktop'],
    [HEADLESS, 'desktop'],
    [SAMSUNG_TV, 'tv'],
    ['@segment/analytics-node', 'unknown'],
    ['', 'unknown'],
  ])('%s is a %s and no robot', (userAgent, screen) =>
    expect(readAgent(userAgent)).toMatchObject({ screen, bot: false }),
  )

  test.each([
    'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
    'Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm) Chrome/116.0.1938.76 Safari/537.36',
    'Mozilla/5.0 (compatible; YandexBot/3.0; +http://yandex.com/bots)',
    'Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)',
    'facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)',
    'Mozilla/5.0 (Linux; Android 11; moto g power) AppleWebKit/537.36 Chrome/109.0.0.0 Mobile Safari/537.36 Chrome-Lighthouse',
    'Baiduspider+(+http://www.baidu.com/search/spider.htm)',
    'Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 (Applebot/0.1; +http://www.apple.com/go/applebot)',
    'Pingdom.com_bot_version_1.4_(http://www.pingdom.com/)',
    'GPTBot/1.2',
  ])('%s is a robot', (userAgent) => expect(readAgent(userAgent).bot).toBe(true))

  test('a CUBOT is a phone', () => {
    const cubot = 'Mozilla/5.0 (Linux; Android 10; CUBOT X30) AppleWebKit/537.36 Chrome/100.0 Mobile Safari/537.36'
    expect(readAgent(cubot)).toMatchObject({ screen: 'phone', bot: false })
  })

  test('a long one costs no more than a short one, and many do not fill the memory', () => {
    expect(readAgent('x'.repeat(5_000_000)).bot).toBe(false)
    for (let i = 0; i < 10_000; i++) readAgent(`agent ${i}`)
    expect(readAgent(IPHONE).screen).toBe('phone')
  })
})

describe('screen', () => {
  test('what the SDK measured wins', () =>
    expect(readScreen({ userAgent: WINDOWS }, { screen: 'phone' })).toBe('phone'))
  test.each([
    [{ width: 390, height: 844 }, 'phone'],
    [{ width: 844, height: 390 }, 'phone'],
    [{ width: 820, height: 1180 }, 'tablet'],
    [{ width: 1024, height: 1366 }, 'desktop'],
    [{ width: 'x', height: 1 }, 'phone'],
    [undefined, 'phone'],
  ])('a touch device of %j is a %s by its short side', (screen, expected) =>
    expect(readScreen({ userAgent: IPHONE, screen }, null)).toBe(expected),
  )
  test('a small window of a computer stays one', () =>
    expect(readScreen({ userAgent: WINDOWS, screen: { width: 500, height: 400 } }, null)).toBe('desktop'))
  test('nothing said is unknown', () => expect(readScreen(null, null)).toBe('unknown'))
})

describe('connection', () => {
  test.each([
    [{ wifi: true, cellular: false }, 'wifi'],
    [{ type: 'wifi', effectiveType: '3g' }, 'wifi'],
    [{ type: 'ethernet', effectiveType: '4g' }, 'ethernet'],
    [{ type: 'cellular', effectiveType: '4g' }, '4g'],
    [{ effectiveType: 'slow-2g' }, '2g'],
    [{ wifi: false }, 'unknown'],
    [7, 'unknown'],
  ])('%j is %s', (network, expected) => expect(readConnection({ network }, null)).toBe(expected))
  test('what the SDK measured wins', () =>
    expect(readConnection({ network: { wifi: true } }, { connection: '5g' })).toBe('5g'))
})
