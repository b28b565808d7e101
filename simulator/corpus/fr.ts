import type { Corpus } from './corpus.ts'

export const fr: Corpus = {
  greeting: ['bonsoir tout le monde', 'coucou de Lyon 👋', 'je viens d’arriver, j’ai raté quoi ?', 'salut la cuisine'],
  praise: [
    'c’est magnifique',
    'très belle finition',
    'j’ai le même depuis dix ans, rien à dire',
    'on sent la qualité',
    'j’adore cette émission',
    'superbe couleur 😍',
  ],
  product: [
    'vous pouvez remontrer {product} ?',
    'ça existe en plus grand ?',
    '{product}, c’est en quelle matière ?',
    'combien ça pèse ?',
    'il y a d’autres couleurs ?',
    'on peut voir le dessous ?',
  ],
  price: [
    '{price}, c’est correct',
    '{price}, un peu cher quand même',
    'il y aura une offre plus tard ?',
    'on met le code où ?',
    'une remise si on en prend deux ?',
  ],
  shipping: [
    'vous livrez en Belgique ?',
    'la livraison est gratuite ?',
    'ça arrive quand ?',
    'livraison en point relais possible ?',
  ],
  question: [
    'ça va sur l’induction ?',
    'ça passe au lave-vaisselle ?',
    'c’est fabriqué où ?',
    'garantie combien de temps ?',
    'on peut le renvoyer ?',
    'le manche est en bois ?',
  ],
  stream: [
    'ça coupe sans arrêt',
    'l’image est figée',
    'le son est décalé chez vous aussi ?',
    'ça charge, ça charge…',
    'écran noir ici',
  ],
  bought: ['commandé !', 'j’en ai pris deux 🎉', 'c’est fait, merci', 'commande passée pour ma mère'],
  complaint: [
    'mon colis est arrivé abîmé',
    'le service client ne répond pas',
    'trop de blabla',
    'la dernière fois, un mois d’attente',
  ],
  chatter: [
    'mdr',
    'elle est drôle',
    'c’est quoi la musique ?',
    'je fais un thé et je reviens',
    'mon chat regarde aussi',
  ],
  spam: ['gagne de l’argent depuis chez toi, va voir mon profil', 'abonne-toi, je m’abonne en retour'],
}
