import type { Corpus } from './corpus.ts'

export const es: Corpus = {
  greeting: ['hola desde Sevilla', 'buenas a todos', 'llego tarde, ¿qué me he perdido?', 'saludos desde México 👋'],
  praise: [
    'qué bonito',
    'se ve de muy buena calidad',
    'me encanta cómo lo explicas',
    'mi madre tiene uno y le dura años',
    'lo quiero ya 😍',
    'menudo acabado',
  ],
  product: [
    '¿puedes enseñar otra vez {product}?',
    '¿lo hay en otro color?',
    '¿de qué material es {product}?',
    '¿cuánto pesa?',
    '¿hay una talla más grande?',
    'enséñalo por detrás, porfa',
  ],
  price: [
    'por {price} está bien',
    '{price} me parece caro',
    '¿bajará de precio luego?',
    '¿dónde pongo el código?',
    '¿hay descuento si compro dos?',
  ],
  shipping: ['¿envían a Canarias?', '¿cuánto tarda el envío?', '¿el envío es gratis?', '¿llega antes del viernes?'],
  question: [
    '¿sirve para inducción?',
    '¿se puede meter en el lavavajillas?',
    '¿cuánto tiempo tiene de garantía?',
    '¿dónde se fabrica?',
    '¿cuándo vuelve el molinillo?',
    '¿se puede devolver?',
  ],
  stream: [
    'se me corta todo el rato',
    'se ha quedado congelado',
    '¿a alguien más le va lento?',
    'no se oye nada',
    'va a tirones en el móvil',
  ],
  bought: ['¡pedido hecho!', 'ya lo tengo, qué ganas', 'he comprado dos 🎉', 'comprado, gracias'],
  complaint: [
    'mi último pedido llegó roto',
    'nunca contestan a los correos',
    'mucho hablar y poco enseñar',
    'la otra vez tardó un mes',
  ],
  chatter: [
    'jajaja',
    'qué risa',
    'yo con el café y vosotros comprando',
    'me gusta la música',
    'mi perro ladra cada vez que suena',
  ],
  spam: ['gana dinero desde casa, mira mi perfil', 'sígueme y te sigo 💯'],
}
