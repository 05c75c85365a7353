/** A line of a conversation. */
export const row = (question: string, answer: string) =>
  JSON.stringify({
    messages: [
      { role: 'user', content: question },
      { role: 'assistant', content: answer },
    ],
  })

/** As many lines of conversations. */
export const rows = (count: number) =>
  Array.from({ length: count }, (_, index) => `${row(`Question ${index}?`, `${index}`)}\n`).join('')
