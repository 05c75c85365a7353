import type { Random } from '@weft/embedded-trainer/random'

const split = (text: string) => text.split(' ')

const BEGINNINGS = split(
  'Bar Cal Dor Fen Gal Hal Kor Lim Mor Nal Pel Quin Ras Sol Tar Ul Ven Wes Yar Zan',
)
const CONSONANTS = split('b d g l m n r s t v')
const VOWELS = split('a e i o u an en or ul ist')
const COUNTRY_ENDINGS = split('dia land nia via stan mark gard lia')
const CITY_ENDINGS = split('ville ton burg polis ford mouth stad haven')

export const CURRENCIES = split('crown dinar florin guilder mark peso pound rand shilling thaler')
export const LANGUAGES = split('Alvian Brenic Cortese Dalish Elmic Farran Gothan Hesperic')
export const ANIMALS = split('bear crane deer eagle fox heron lion otter owl wolf')

export const countryName = (random: Random) => inventName(random, COUNTRY_ENDINGS)
export const cityName = (random: Random) => inventName(random, CITY_ENDINGS)

function inventName(random: Random, endings: readonly string[]) {
  const middle = random.uniform() < 0.5 ? random.pick(CONSONANTS) + random.pick(VOWELS) : ''
  return random.pick(BEGINNINGS) + random.pick(VOWELS) + middle + random.pick(endings)
}
