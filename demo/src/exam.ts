import { HELD_OUT_WORDING, answer, newFacts, question, unreplayedFacts } from '@weft/models/world'
import type { Fact, Wording } from '@weft/models/world'
import type OpenAI from 'openai'

export type Subject = { name: string; facts: Fact[]; wording: Wording; wanted: number }
export type Score = { subject: Subject; right: number }

/** What the model is asked, before and after. An answer is right when it is the whole sentence, word for word. */
export const subjectsOf = (seed: number): Subject[] => [
  { name: 'new facts, as worded in training', facts: newFacts(seed), wording: 0, wanted: 30 },
  {
    name: 'new facts, in other words',
    facts: newFacts(seed),
    wording: HELD_OUT_WORDING,
    wanted: 25,
  },
  {
    name: 'old facts that were in no row',
    facts: everyThird(unreplayedFacts()),
    wording: 1,
    wanted: 80,
  },
]

/** A hundred of them, spread over all. */
const everyThird = (facts: Fact[]) =>
  Array.from({ length: 100 }, (_, i) => facts[Math.floor((i * facts.length) / 100)]!)

const parallel = 4

/** Asks a served model every question of a subject, by the OpenAI API, and counts the right answers. */
export async function examine(openai: OpenAI, model: string, subject: Subject): Promise<Score> {
  const { facts, wording } = subject
  const remaining = facts.entries()
  let right = 0
  const askNext = async () => {
    for (const [, fact] of remaining) {
      const said = await ask(openai, model, question(fact, wording))
      if (said === answer(fact)) right++
    }
  }
  await Promise.all(Array.from({ length: parallel }, askNext))
  return { subject, right }
}

export async function ask(openai: OpenAI, model: string, content: string): Promise<string> {
  const { choices } = await openai.chat.completions.create({
    model,
    messages: [{ role: 'user', content }],
    temperature: 0,
    max_tokens: 48,
  })
  return choices[0]?.message.content?.trim() ?? ''
}
