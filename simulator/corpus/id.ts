import type { Corpus } from './corpus.ts'

export const id: Corpus = {
  greeting: ['halo semua', 'hadir kak 👋', 'baru gabung nih', 'salam dari Bandung'],
  praise: [
    'bagus banget',
    'warnanya cakep',
    'bahannya kelihatan tebal',
    'udah punya satu, awet banget',
    'suka sama live ini',
    'keren kak',
  ],
  product: [
    'kak, {product} boleh dilihat lagi?',
    'ada ukuran yang lebih besar?',
    '{product} bahannya apa?',
    'berat nggak kak?',
    'ada warna lain?',
    'lihat bagian bawahnya dong',
  ],
  price: [
    '{price} masih oke',
    '{price} kemahalan kak',
    'nanti ada diskon lagi nggak?',
    'kodenya dimasukin di mana?',
    'beli dua dapat potongan?',
  ],
  shipping: ['ongkir ke Medan berapa?', 'gratis ongkir nggak?', 'sampai berapa hari?', 'bisa kirim hari ini?'],
  question: [
    'bisa dipakai di kompor induksi?',
    'bisa dicuci di mesin?',
    'garansinya berapa lama?',
    'buatan mana kak?',
    'bisa tukar ukuran?',
    'live lagi kapan?',
  ],
  stream: ['ngelag kak', 'gambarnya berhenti', 'suaranya telat', 'buffering terus dari tadi', 'layar hitam di aku'],
  bought: ['langsung checkout 🔥', 'udah pesan kak', 'beli dua buat adik', 'dapat! makasih kak'],
  complaint: [
    'pesanan kemarin belum sampai',
    'yang aku terima ada goresan',
    'chat nggak dibalas',
    'kebanyakan ngobrol kak',
  ],
  chatter: ['wkwkwk', 'bajunya lucu', 'kucingku ikut nonton', 'lagunya apa ya?', 'bentar bikin kopi'],
  spam: ['cuan dari rumah, cek bio', 'follow balik ya kak'],
}
