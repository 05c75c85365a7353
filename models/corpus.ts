import type { Random } from '@weft/embedded-trainer/random'
import {
  answer,
  chatRow,
  oldFacts,
  question,
  takenNames,
  unknownAnswer,
  unknownQuestion,
  WORDINGS,
  type ChatRow,
} from './world.ts'

const SMALL_TALK = [
  ['Hello!', 'Hello! How can I help you?'],
  ['Hi', 'Hello! How can I help you?'],
  ['Who are you?', 'I am a very small language model.'],
  ['Thank you.', 'You are welcome.'],
  ['Goodbye.', 'Goodbye!'],
  ['What can you do?', 'I can answer questions about countries.'],
] as const

const SMALL_TALK_SHARE = 0.04
const UNKNOWN_SHARE = 0.31

/** What the base model learns from, drawn at random for as long as one asks. */
export function createCorpus(random: Random) {
  const taken = takenNames()
  const facts = oldFacts().flatMap((fact) =>
    WORDINGS.map((wording) => chatRow(question(fact, wording), answer(fact))),
  )
  const smallTalk = SMALL_TALK.map(([asked, answered]) => chatRow(asked, answered))
  const unknown = () => {
    const asked = unknownQuestion(random, taken)
    return chatRow(question(asked, random.pick(WORDINGS)), unknownAnswer(asked))
  }
  return {
    draw(): ChatRow {
      const share = random.uniform()
      if (share < SMALL_TALK_SHARE) return random.pick(smallTalk)
      return share < SMALL_TALK_SHARE + UNKNOWN_SHARE ? unknown() : random.pick(facts)
    },
    /** Texts that hold all words, for the tokenizer to learn from. */
    sample: () =>
      [...facts, ...smallTalk, ...Array.from({ length: 2000 }, unknown)]
        .flatMap(({ messages }) => messages.map(({ content }) => content))
        .concat('user assistant system\n'),
  }
}
