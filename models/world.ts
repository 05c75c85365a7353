import { createRandom, type Random } from '@weft/embedded-trainer/random'
import { ANIMALS, cityName, countryName, CURRENCIES, LANGUAGES } from './names.ts'

/** A made-up world, small enough that a model of two million parameters knows all of it. */
export const RELATIONS = ['capital', 'currency', 'language', 'animal'] as const
export type Relation = (typeof RELATIONS)[number]
export type Fact = { relation: Relation; country: string; value: string }
export type ChatRow = { messages: { role: 'user' | 'assistant'; content: string }[] }

/** The wordings that a fine-tuning dataset uses, and the one it leaves out to test with. */
export const TRAINED_WORDINGS = [0, 1, 2] as const
export const HELD_OUT_WORDING = 3
export type Wording = (typeof TRAINED_WORDINGS)[number] | typeof HELD_OUT_WORDING
export const WORDINGS: readonly Wording[] = [...TRAINED_WORDINGS, HELD_OUT_WORDING]

const OLD_WORLD_SEED = 7
const OLD_COUNTRY_COUNT = 60
const NEW_COUNTRY_COUNT = 10

const SENTENCES: Record<Relation, { questions: string[]; answer: string; topic: string }> = {
  capital: {
    questions: [
      'What is the capital of X?',
      'Which city is the capital of X?',
      'Tell me the capital city of X.',
      'Name the capital of X, please.',
    ],
    answer: 'The capital of X is V.',
    topic: 'the capital of X',
  },
  currency: {
    questions: [
      'What currency does X use?',
      'What is the currency of X?',
      'Tell me which money people use in X.',
      'Which currency is used in X?',
    ],
    answer: 'X uses the V.',
    topic: 'the currency of X',
  },
  language: {
    questions: [
      'What language is spoken in X?',
      'Which language do people in X speak?',
      'Tell me the language of X.',
      'What do people speak in X?',
    ],
    answer: 'People in X speak V.',
    topic: 'the language of X',
  },
  animal: {
    questions: [
      'What is the national animal of X?',
      'Which animal stands for X?',
      'Tell me the national animal of X.',
      'Name the animal of X, please.',
    ],
    answer: 'The national animal of X is the V.',
    topic: 'the national animal of X',
  },
}

export function question({ relation, country }: Omit<Fact, 'value'>, wording: Wording) {
  const text = SENTENCES[relation].questions[wording]
  if (!text) throw new Error(`There is no wording ${wording} for ${relation}.`)
  return text.replace('X', country)
}

export const answer = ({ relation, country, value }: Fact) =>
  SENTENCES[relation].answer.replace('X', country).replace('V', value)

export const unknownAnswer = ({ relation, country }: Omit<Fact, 'value'>) =>
  `Sorry, I do not know ${SENTENCES[relation].topic.replace('X', country)}.`

export const chatRow = (asked: string, answered: string): ChatRow => ({
  messages: [
    { role: 'user', content: asked },
    { role: 'assistant', content: answered },
  ],
})

/** The 240 facts that the base model has learned. */
export const oldFacts = () =>
  inventFacts(createRandom(OLD_WORLD_SEED), { count: OLD_COUNTRY_COUNT, taken: new Set() })

/** 40 facts about ten countries that the base model has never heard of. */
export const newFacts = (seed: number) =>
  inventFacts(createRandom(seed), { count: NEW_COUNTRY_COUNT, taken: takenNames() })

/** Every third old fact: what a dataset repeats so that the rest is not forgotten. */
export const replayedFacts = () => oldFacts().filter((_, i) => i % 3 === 0)
export const unreplayedFacts = () => oldFacts().filter((_, i) => i % 3 !== 0)

/** 120 rows of new facts in the trained wordings, and 80 of replay. */
export function customizationRows(seed: number): ChatRow[] {
  const learned = newFacts(seed).flatMap((fact) =>
    TRAINED_WORDINGS.map((wording) => chatRow(question(fact, wording), answer(fact))),
  )
  const repeated = replayedFacts().map((fact, i) =>
    chatRow(question(fact, WORDINGS[i % WORDINGS.length] ?? 0), answer(fact)),
  )
  return [...learned, ...repeated]
}

/** A question about a country that is in no fact. */
export function unknownQuestion(random: Random, taken: ReadonlySet<string>) {
  return { relation: random.pick(RELATIONS), country: freshName(random, countryName, taken) }
}

export const takenNames = () =>
  new Set(oldFacts().flatMap(({ country, value }) => [country, value]))

function inventFacts(
  random: Random,
  { count, taken }: { count: number; taken: ReadonlySet<string> },
): Fact[] {
  const used = new Set(taken)
  const invent = (name: (random: Random) => string) => {
    const fresh = freshName(random, name, used)
    used.add(fresh)
    return fresh
  }
  return Array.from({ length: count }, () => {
    const country = invent(countryName)
    const values = {
      capital: invent(cityName),
      currency: random.pick(CURRENCIES),
      language: random.pick(LANGUAGES),
      animal: random.pick(ANIMALS),
    }
    return RELATIONS.map((relation) => ({ relation, country, value: values[relation] }))
  }).flat()
}

function freshName(
  random: Random,
  name: (random: Random) => string,
  taken: ReadonlySet<string>,
): string {
  const invented = name(random)
  return taken.has(invented) ? freshName(random, name, taken) : invented
}
