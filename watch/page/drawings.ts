// Small drawings of the demo's products, on a 64 x 64 ground. Classes: a the thing, b its shade, c its light.

const DRAWINGS: Readonly<Record<string, string>> = {
  'chefs-knife':
    '<path class="a" d="M8 44 42 17c6 6 4 13-2 17L14 48z"/><path class="c" d="M12 45 38 32" style="fill:none;stroke-width:1.6"/><path class="b" d="m42 33 12-17 4 3-11 17z"/><circle class="c" cx="50" cy="26" r="1.2"/>',
  'oak-board':
    '<rect class="a" x="12" y="14" width="34" height="40" rx="5"/><path class="b" d="M18 14v40M26 14v40M36 14v40" style="fill:none;stroke-width:1.2"/><rect class="a" x="25" y="5" width="8" height="12" rx="4"/><circle class="b" cx="29" cy="10" r="1.8"/>',
  'cast-iron-pan':
    '<path class="b" d="M40 34 58 24l3 4-18 13z"/><ellipse class="b" cx="26" cy="38" rx="22" ry="15"/><ellipse class="a" cx="26" cy="36" rx="17" ry="10.5"/><path class="c" d="M16 34c3-4 9-5 14-4" style="fill:none;stroke-width:2"/>',
  'enamel-pot':
    '<path class="a" d="M12 26h40v20a8 8 0 0 1-8 8H20a8 8 0 0 1-8-8z"/><rect class="b" x="9" y="20" width="46" height="6" rx="3"/><path class="b" d="M5 32h7v5H8zM59 32h-7v5h4z"/><circle class="c" cx="32" cy="16" r="3.4"/><path class="c" d="M19 32v12" style="fill:none;stroke-width:2.4"/>',
  'pepper-mill':
    '<path class="a" d="M24 56h16c2-9-5-13-4-20s5-8 2-14H26c-3 6 1 7 2 14s-6 11-4 20z"/><circle class="b" cx="32" cy="16" r="6.5"/><circle class="c" cx="32" cy="7.5" r="2.4"/><path class="c" d="M29 52c0-5 3-9 3-14" style="fill:none;stroke-width:1.6"/>',
  'linen-apron':
    '<path class="a" d="M23 16h18l2 11 9 7v22H12V34l9-7z"/><path class="b" d="M23 17c1-9 17-9 18 0" style="fill:none;stroke-width:2"/><rect class="b" x="22" y="36" width="20" height="11" rx="2"/><path class="c" d="M12 34h-6M52 34h6" style="fill:none;stroke-width:2"/>',
  'bowl-set':
    '<path class="a" d="M8 40h48c0 9-8 15-24 15S8 49 8 40z"/><path class="b" d="M13 32h38c0 7-6 8-19 8s-19-1-19-8z"/><path class="a" d="M17 24h30c0 6-5 8-15 8s-15-2-15-8z"/><path class="c" d="M14 45c3 4 7 6 11 7" style="fill:none;stroke-width:2"/>',
  'kitchen-scale':
    '<rect class="a" x="14" y="30" width="36" height="26" rx="5"/><ellipse class="b" cx="32" cy="24" rx="23" ry="6"/><circle class="c" cx="32" cy="43" r="9"/><path class="b" d="m32 43 4-6" style="fill:none;stroke-width:2"/>',
  'spice-box':
    '<circle class="b" cx="32" cy="33" r="25"/><circle class="a" cx="32" cy="33" r="21.5"/><circle class="c" cx="32" cy="33" r="6"/><circle class="b" cx="32" cy="19.5" r="5.5"/><circle class="c" cx="44" cy="27" r="5.5"/><circle class="b" cx="44" cy="40" r="5.5"/><circle class="c" cx="32" cy="47" r="5.5"/><circle class="b" cx="20" cy="40" r="5.5"/><circle class="c" cx="20" cy="27" r="5.5"/>',
  'rice-cooker':
    '<rect class="a" x="10" y="22" width="44" height="32" rx="12"/><path class="b" d="M12 26c0-8 9-13 20-13s20 5 20 13z"/><circle class="c" cx="32" cy="42" r="6"/><rect class="b" x="27" y="8" width="10" height="6" rx="3"/>',
  'tea-kettle':
    '<path class="a" d="M16 30h32l6 20a4 4 0 0 1-4 5H14a4 4 0 0 1-4-5z"/><path class="a" d="m46 38 12-9 2 3-11 13z"/><path class="b" d="M18 30c0-20 28-20 28 0" style="fill:none;stroke-width:3.4"/><circle class="c" cx="32" cy="28" r="3"/><path class="c" d="M18 48l3-10" style="fill:none;stroke-width:2"/>',
  'steel-tongs':
    '<path class="a" d="M30 7 16 46l-5 8 7 1 3-7L33 12z"/><path class="b" d="m34 7 14 39 5 8-7 1-3-7L31 12z"/><circle class="c" cx="32" cy="9" r="4"/>',
  'boxy-hoodie':
    '<path class="a" d="M22 14h20l13 8 3 26-8 2-3-14v20H17V36l-3 14-8-2 3-26z"/><path class="b" d="M21 15c2 13 20 13 22 0l-5-5H26z"/><path class="c" d="M29 24v10M35 24v10" style="fill:none;stroke-width:1.6"/><path class="b" d="M23 42h18l3 9H20z"/>',
  'cargo-trousers':
    '<path class="a" d="M18 8h28l4 48H36l-4-30-4 30H14z"/><rect class="b" x="13" y="28" width="11" height="12" rx="1.5"/><rect class="b" x="40" y="28" width="11" height="12" rx="1.5"/><path class="c" d="M18 12h28" style="fill:none;stroke-width:2"/>',
  'canvas-sneakers':
    '<path class="a" d="M8 22c6 4 12 3 15-3l19 17c5 3 12 2 15 9H8z"/><path class="c" d="M6 45h52c0 5-2 7-6 7H12c-4 0-6-2-6-7z"/><path class="b" d="m25 28 6-4M30 33l6-4M35 37l6-4" style="fill:none;stroke-width:2"/>',
  'bucket-hat':
    '<path class="a" d="M18 18c1-6 27-6 28 0l4 20H14z"/><path class="b" d="M14 36h36l9 10c-9 9-45 9-54 0z"/><path class="c" d="M16 33h32" style="fill:none;stroke-width:2.4"/>',
  'coach-jacket':
    '<path class="a" d="M22 10h20l12 8 4 32-8 2-3-18v22H17V34l-3 18-8-2 4-32z"/><path class="b" d="m22 10 10 9 10-9 3 4-13 11-13-11z"/><path class="c" d="M32 26v28" style="fill:none;stroke-width:1.6;stroke-dasharray:.1 5;stroke-linecap:round"/>',
  'mesh-bag':
    '<path class="b" d="M12 30C14-2 50-2 52 30" style="fill:none;stroke-width:3"/><rect class="a" x="10" y="28" width="44" height="28" rx="7"/><path class="c" d="M16 34l18 18M26 32l20 20M38 32l12 12M48 34 30 52M38 32 18 52M26 32 14 44" style="fill:none;stroke-width:1.2"/>',
  'ribbed-tee':
    '<path class="a" d="M23 12h18l15 9-5 12-5-3v26H18V30l-5 3-5-12z"/><path class="b" d="M23 12c2 9 16 9 18 0z"/><path class="c" d="M24 30v22M29 30v22M35 30v22M40 30v22" style="fill:none;stroke-width:1.2"/>',
  'wool-socks':
    '<path class="b" d="M34 8h14v26c0 4 2 5 6 9 5 5-2 13-8 10L36 44c-2-2-2-4-2-7z"/><path class="a" d="M16 10h14v26c0 4 2 5 6 9 5 5-2 13-8 10L18 46c-2-2-2-4-2-7z"/><path class="c" d="M16 16h14M16 21h14" style="fill:none;stroke-width:2.4"/>',
}

const PARCEL =
  '<path class="a" d="M8 22 32 12l24 10v24L32 56 8 46z"/><path class="b" d="M32 32 8 22v24l24 10z"/><path class="c" d="m20 17 24 10v9" style="fill:none;stroke-width:3"/>'

/** Inner SVG of a product; a parcel for what is not in the demo's catalogue. All of it is written in this file. */
export const drawingOf = (productId: string): string => DRAWINGS[productId] ?? PARCEL

/** A hue of its own for each place in the running order, neighbours far apart (golden angle). */
export const hueOf = (number: number): number => Math.round((18 + number * 137.5) % 360)
