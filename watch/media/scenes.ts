// The pictures of the two demo shows, drawn: a kitchen and a street. Everything moves in whole turns of the loop, so that
// its end meets its beginning. `turn` runs from 0 to 1 once a loop.

type Draw = (g: CanvasRenderingContext2D, turn: number) => void

const W = 640
const H = 360
/** A swing: `turns` whole ones a loop, from -1 to 1. */
const swing = (turn: number, turns: number, phase = 0) => Math.sin(2 * Math.PI * (turn * turns + phase))

function fill(g: CanvasRenderingContext2D, x: number, y: number, w: number, h: number, ...colours: string[]): void {
  const gradient = g.createLinearGradient(x, y, x, y + h)
  colours.forEach((colour, i) => gradient.addColorStop(colours.length < 2 ? 0 : i / (colours.length - 1), colour))
  g.fillStyle = gradient
  g.fillRect(x, y, w, h)
}

function ellipse(g: CanvasRenderingContext2D, x: number, y: number, rx: number, ry: number, colour: string): void {
  g.fillStyle = colour
  g.beginPath()
  g.ellipse(x, y, rx, ry, 0, 0, 2 * Math.PI)
  g.fill()
}

function line(g: CanvasRenderingContext2D, points: readonly [number, number][], width: number, colour: string): void {
  g.strokeStyle = colour
  g.lineWidth = width
  g.lineCap = g.lineJoin = 'round'
  g.beginPath()
  for (const [x, y] of points) g.lineTo(x, y)
  g.stroke()
}

/** A dial that goes round once a loop: shows at a glance that the picture runs. */
function dial(g: CanvasRenderingContext2D, turn: number): void {
  const [x, y, r] = [W - 38, 38, 15]
  g.lineWidth = 4
  g.strokeStyle = 'rgb(255 255 255 / .22)'
  g.beginPath()
  g.arc(x, y, r, 0, 2 * Math.PI)
  g.stroke()
  g.strokeStyle = 'rgb(255 255 255 / .9)'
  g.beginPath()
  g.arc(x, y, r, -Math.PI / 2, -Math.PI / 2 + 2 * Math.PI * turn)
  g.stroke()
}

const kitchen: Draw = (g, turn) => {
  fill(g, 0, 0, W, 262, '#4a3428', '#7d5638')
  // Tiles, and the evening light that wanders over them.
  for (let row = 0; row < 6; row++)
    for (let column = -1; column < 11; column++) {
      const x = column * 64 + (row % 2) * 32
      const near = Math.abs(x - 320 - 240 * swing(turn, 1)) / 420
      g.fillStyle = `rgb(255 214 150 / ${Math.max(0.03, 0.17 - near * 0.16)})`
      g.fillRect(x + 2, row * 44 + 2, 60, 40)
    }
  // Window with autumn trees.
  fill(g, 40, 36, 150, 128, '#f6c77d', '#e98f4f')
  g.save()
  g.beginPath()
  g.rect(40, 36, 150, 128)
  g.clip()
  ellipse(g, 82 + 3 * swing(turn, 2), 138, 46, 40, '#b6502c')
  ellipse(g, 148 + 3 * swing(turn, 2, 0.2), 146, 50, 36, '#8f3d2a')
  g.restore()
  g.fillStyle = '#3a281f'
  g.fillRect(40, 164, 150, 8)
  g.fillRect(112, 36, 5, 128)
  g.fillRect(34, 30, 6, 142)
  g.fillRect(190, 30, 6, 142)
  g.fillRect(34, 30, 162, 6)
  // Ladles on a rail.
  line(
    g,
    [
      [360, 54],
      [560, 54],
    ],
    5,
    '#2b1e18',
  )
  for (let i = 0; i < 4; i++) {
    const x = 388 + i * 48
    const sway = 6 * swing(turn, 5, i * 0.21)
    line(
      g,
      [
        [x, 54],
        [x + sway, 122],
      ],
      4,
      '#c9a06c',
    )
    ellipse(g, x + sway * 1.15, 132, 11 + (i % 2) * 3, 13, i % 2 ? '#dcb988' : '#a8794a')
  }
  // Counter and board.
  fill(g, 0, 262, W, 98, '#d8a66b', '#9d6a3c')
  fill(g, 0, 258, W, 7, '#efc791')
  fill(g, 56, 282, 150, 20, '#7a4c2a')
  for (let i = 0; i < 5; i++)
    ellipse(g, 82 + i * 25, 280, 12, 11, ['#d3542f', '#e1792f', '#c8442c', '#e39a3b', '#b83d2b'][i] ?? '')
  // The pan, the stew in it, and a spoon going round.
  line(
    g,
    [
      [472, 262],
      [566, 248],
    ],
    15,
    '#17191c',
  )
  ellipse(g, 360, 282, 122, 40, '#17191c')
  ellipse(g, 360, 270, 122, 38, '#2a2e33')
  ellipse(g, 360, 272, 106, 29, '#a34423')
  for (let i = 0; i < 9; i++) {
    const angle = 2 * Math.PI * (turn * 5 + i / 9)
    ellipse(
      g,
      360 + Math.cos(angle) * (44 + (i % 3) * 22),
      272 + Math.sin(angle) * (10 + (i % 3) * 6),
      9,
      4.5,
      ['#e9b44c', '#d9662c', '#7d9b46'][i % 3] ?? '',
    )
  }
  const stir = 2 * Math.PI * turn * 10
  const [sx, sy] = [360 + Math.cos(stir) * 62, 268 + Math.sin(stir) * 15]
  line(
    g,
    [
      [sx, sy],
      [392 + Math.cos(stir) * 20, 150 + Math.sin(stir) * 6],
    ],
    9,
    '#d9ab72',
  )
  // Steam.
  g.filter = 'blur(7px)'
  for (let i = 0; i < 7; i++) {
    const rise = (turn * 4 + i / 7) % 1
    ellipse(
      g,
      300 + i * 20 + 16 * swing(rise, 1, i * 0.3),
      248 - rise * 170,
      14 + rise * 20,
      12 + rise * 16,
      `rgb(255 240 220 / ${0.2 * Math.sin(Math.PI * rise)})`,
    )
  }
  g.filter = 'none'
  // Leaves that drift by.
  for (let i = 0; i < 8; i++) {
    const fall = (turn * 2 + i / 8) % 1
    g.save()
    g.translate(((i * 97) % W) + 46 * swing(fall, 2, i * 0.13), fall * (H + 40) - 20)
    g.rotate(2 * Math.PI * (fall * 2 + i / 8))
    ellipse(g, 0, 0, 9, 4.5, ['#e8a13a', '#cf5a2b', '#f0c15c'][i % 3] ?? '')
    g.restore()
  }
  dial(g, turn)
}

const street: Draw = (g, turn) => {
  fill(g, 0, 0, W, H, '#1b2145', '#5b3a78', '#e0708a', '#f7b27a')
  ellipse(g, 470, 205, 66, 66, '#ffdca8')
  // Three rows of houses; each row passes a whole number of its own widths a loop.
  const rows = [
    { y: 150, width: 64, count: 11, shift: 1, colour: '#3d2c5e', lit: 'rgb(255 214 140 / .32)' },
    { y: 186, width: 80, count: 9, shift: 1, colour: '#2b2149', lit: 'rgb(255 214 140 / .55)' },
  ]
  for (const { y, width, count, shift, colour, lit } of rows)
    for (let i = -1 - shift * 4; i < count; i++) {
      // Four shapes of house in turn, so a shift of four widths looks the same.
      const shape = ((i % 4) + 4) % 4
      const x = i * width + turn * shift * 4 * width
      const top = y - [0, 38, 14, 56][shape]!
      fill(g, x, top, width - 5, H - top, colour)
      g.fillStyle = lit
      for (let row = 0; row < 4; row++)
        for (let column = 0; column < 3; column++)
          if ((row * 3 + column + shape) % 3) g.fillRect(x + 9 + column * (width / 4), top + 12 + row * 22, 9, 12)
    }
  fill(g, 0, 286, W, 74, '#2a2238', '#17131f')
  fill(g, 0, 284, W, 4, '#55406d')
  // Lights out of focus.
  g.filter = 'blur(4px)'
  for (let i = 0; i < 12; i++)
    ellipse(
      g,
      ((i * 61 + turn * W) % (W + 40)) - 20,
      258 + (i % 4) * 9 + 3 * swing(turn, 3, i * 0.17),
      6 + (i % 3) * 4,
      6 + (i % 3) * 4,
      ['rgb(255 190 110 / .5)', 'rgb(255 110 140 / .45)', 'rgb(130 200 255 / .4)'][i % 3] ?? '',
    )
  g.filter = 'none'
  // The rail, with clothes that sway one after another.
  line(
    g,
    [
      [120, 96],
      [520, 96],
    ],
    6,
    '#f3efe8',
  )
  line(
    g,
    [
      [130, 96],
      [118, 318],
    ],
    6,
    '#f3efe8',
  )
  line(
    g,
    [
      [510, 96],
      [522, 318],
    ],
    6,
    '#f3efe8',
  )
  const clothes = ['#f2c14e', '#e4572e', '#f3efe8', '#2e86ab', '#7fb069'] as const
  clothes.forEach((colour, i) => {
    g.save()
    g.translate(168 + i * 76, 96)
    g.rotate(0.1 * swing(turn, 6, -i * 0.13))
    line(
      g,
      [
        [0, 0],
        [0, 14],
        [-24, 28],
      ],
      3,
      '#d8d2c6',
    )
    line(
      g,
      [
        [0, 14],
        [24, 28],
      ],
      3,
      '#d8d2c6',
    )
    g.fillStyle = colour
    g.beginPath()
    const long = i % 2 ? 156 : 122
    for (const [x, y] of [
      [-24, 27],
      [-8, 24],
      [0, 32],
      [8, 24],
      [24, 27],
      [36, 70],
      [24, 76],
      [22, long],
      [-22, long],
      [-24, 76],
      [-36, 70],
    ] as const)
      g.lineTo(x, y)
    g.fill()
    g.fillStyle = 'rgb(0 0 0 / .14)'
    g.fillRect(4, 36, 18, long - 36)
    g.restore()
  })
  dial(g, turn)
}

export const SCENES: Readonly<Record<string, Draw>> = { kitchen, street }
