import type { Corpus } from './corpus.ts'

export const pt: Corpus = {
  greeting: ['oi gente, cheguei', 'boa noite a todos', 'olá do Porto', 'primeira vez aqui 👋'],
  praise: [
    'que coisa linda',
    'meu avô tinha uma igual',
    'acabamento top',
    'adoro este programa',
    'já quero 😍',
    'vocês explicam muito bem',
  ],
  product: [
    'mostra {product} de novo?',
    'tem em outra cor?',
    '{product} é feito de quê?',
    'quanto pesa?',
    'tem um maior?',
    'mostra por baixo, por favor',
  ],
  price: [
    '{price} está ótimo',
    'achei {price} caro',
    'vai baixar mais tarde?',
    'onde coloco o cupom?',
    'levando dois tem desconto?',
  ],
  shipping: ['entregam em Recife?', 'quanto fica o frete?', 'chega antes do Natal?', 'o envio é grátis?'],
  question: [
    'funciona em indução?',
    'pode ir na lava-louças?',
    'tem quanto tempo de garantia?',
    'onde é fabricado?',
    'posso trocar se não servir?',
    'quando é a próxima live?',
  ],
  stream: [
    'travou de novo aqui',
    'a imagem parou',
    'só eu com o som atrasado?',
    'fica carregando o tempo todo',
    'caiu tudo no 4G',
  ],
  bought: ['comprei!', 'já pedi o meu 🎉', 'levei dois', 'pedido feito, obrigada'],
  complaint: [
    'o meu veio riscado',
    'ninguém responde no suporte',
    'da última vez demorou um mês',
    'falem menos e mostrem mais',
  ],
  chatter: ['kkkkk', 'amei a blusa dela', 'meu gato tá assistindo também', 'essa música é boa', 'já volto'],
  spam: ['ganhe dinheiro em casa, link na bio', 'me segue que eu sigo de volta'],
}
