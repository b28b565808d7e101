import { expect, test } from 'vitest'
import { commaSeparated } from './spreadsheet.ts'

test('a file is quoted as RFC 4180 has it, in UTF-8 that Excel knows, and runs nothing', () => {
  const rows = [
    ['title', 'orders', 'ratio'],
    ['Pan 26 cm, "cast"', 3, -0.5],
    ['=HYPERLINK("x")', 0, null],
    ['铸铁锅\n两件', 1, 2],
  ]
  expect(commaSeparated(rows)).toBe(
    '\ufefftitle,orders,ratio\r\n' +
      '"Pan 26 cm, ""cast""",3,-0.5\r\n' +
      '"\'=HYPERLINK(""x"")",0,\r\n' +
      '"铸铁锅\n两件",1,2\r\n',
  )
})
