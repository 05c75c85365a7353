import { EventEmitter, on } from 'node:events'
import { badUserInput } from '@weft/kit/errors'

// A graph of three small subgraphs: runs stream their steps, models say what is trained, people who made a model.

const link = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@cost", "@listSize"])`

export const sdl = {
  runs: `${link}
    type Query {
      run(id: ID!): Run
      runs: [Run!]! @listSize(assumedSize: 7)
      thing: Thing
      whoAsks: Asker!
      secret: String
      oops: String
      slow: String
      by(choice: Choice!): String
    }
    type Mutation { stopRun(id: ID!): Run }
    type Subscription {
      stepped(runId: ID!, from: Int = 1): Step! @cost(weight: 30)
      logged(runId: ID!, after: Cursor): Line!
      runUpdated(id: ID!): Run!
    }
    scalar Cursor
    type Line { cursor: Cursor! text: String! run: Run }
    union Thing = Run | Asker
    type Asker { subject: String! namespaces: [String!]! requestId: String! }
    type Step { number: Int! run: Run }
    type Run @key(fields: "id") { id: ID! name: String! model: Model }
    type Model @key(fields: "id", resolvable: false) { id: ID! }
    input Choice @oneOf { id: ID name: String }
  `,
  models: `${link}
    type Query {
      models: [Model!]!
      dear: Model @cost(weight: 25)
      shelf(first: Int! = 20): Shelf!
        @listSize(slicingArguments: ["first"], sizedFields: ["nodes"], requireOneSlicingArgument: false)
    }
    type Shelf { nodes: [Model!]! total: Int! }
    type Model @key(fields: "id") { id: ID! title: String! maker: Person rights: String }
    type Person @key(fields: "id", resolvable: false) { id: ID! }
  `,
  people: `${link}
    type Query { person(id: ID!): Person }
    type Person @key(fields: "id") { id: ID! name: String! }
  `,
}

/** After it, nothing is logged any more. */
export const lastLine = 'the end'

/** What happens in a run, and who listens. */
export class Feed extends EventEmitter<Record<string, [number: number]>> {
  titlesRead = 0
  /** What was logged, which outlives the subgraph. */
  lines: string[] = []
  /** How often somebody has begun to listen to the lines. */
  listened = 0

  log(text: string): void {
    this.lines.push(text)
    this.emit('lines', this.lines.length)
  }

  step(runId: string, number: number): void {
    this.emit(runId, number)
  }
}

type Asker = { viewer: { subject: string; grants: { namespace: string }[] }; requestId: string }
type Id = { id: string }

const run = (id: string) => ({ id, name: `run ${id}`, model: { id: `of-${id}` } })

export const resolversOf = (feed: Feed) => ({
  runs: {
    Query: {
      run: (_: unknown, { id }: Id) => run(id),
      runs: () => [run('1'), run('2')],
      whoAsks: (_: unknown, __: unknown, { viewer, requestId }: Asker) => ({
        subject: viewer.subject,
        namespaces: viewer.grants.map(({ namespace }) => namespace),
        requestId,
      }),
      thing: () => ({ __typename: 'Run', ...run('1') }),
      secret: () => {
        throw badUserInput('There is no secret to tell.')
      },
      oops: () => {
        throw new Error('the password of the database is swordfish')
      },
      slow: () => new Promise(() => {}),
      by: (_: unknown, { choice }: { choice: object }) => Object.keys(choice).join(),
    },
    Mutation: { stopRun: (_: unknown, { id }: Id) => run(id) },
    Run: { __resolveReference: ({ id }: Id) => run(id) },
    Subscription: {
      logged: {
        subscribe: (_: unknown, { after }: { after?: string }) => linesOf(feed, after),
        resolve: (line: object, { runId }: { runId: string }) => ({ ...line, run: run(runId) }),
      },
      runUpdated: {
        subscribe: (_: unknown, { id }: Id) => statesOf(feed, id),
        resolve: (_: unknown, { id }: Id) => ({ ...run(id), name: `run of ${feed.lines.length}` }),
      },
      stepped: {
        subscribe: (_: unknown, { runId }: { runId: string }) => {
          if (runId === 'none') throw badUserInput('There is no such run.')
          return on(feed, runId)
        },
        resolve: ([number]: [number], { runId }: { runId: string }) => ({
          number,
          run: run(runId),
        }),
      },
    },
  },
  models: {
    Query: {
      models: () => [{ id: 'of-1' }],
      dear: () => ({ id: 'of-1' }),
      shelf: () => ({ nodes: [{ id: 'of-1' }], total: 1 }),
    },
    Model: {
      __resolveReference: ({ id }: Id) => (id === 'of-hidden' ? null : { id }),
      title: ({ id }: Id) => {
        feed.titlesRead++
        return id === 'of-big' ? 'x'.repeat(400_000) : `model ${id}`
      },
      maker: () => ({ id: 'ada' }),
      rights: () => {
        throw new Error('the rights are in a file that nobody may name')
      },
    },
  },
  people: {
    Query: { person: (_: unknown, { id }: Id) => ({ id }) },
    Person: {
      __resolveReference: ({ id }: Id) => ({ id }),
      name: ({ id }: Id) => `the ${id}`,
    },
  },
})

type News = ReturnType<typeof on>

/** All lines after a cursor, then each that comes. */
function linesOf(feed: Feed, after: string | undefined) {
  feed.listened++
  return endable(on(feed, 'lines'), async function* (news) {
    for (let at = Number(after ?? 0); ; at++) {
      while (at >= feed.lines.length) if ((await news.next()).done) return
      yield { cursor: String(at + 1), text: feed.lines[at] }
      if (feed.lines[at] === lastLine) return
    }
  })
}

const statesOf = (feed: Feed, id: string) =>
  endable(on(feed, id), async function* (news) {
    yield id
    yield* news
  })

/** What is made of news. It can be ended while it waits for them, which a generator alone cannot. */
function endable(news: News, read: (news: News) => AsyncGenerator): AsyncIterableIterator<unknown> {
  const made = read(news)
  const leave = async () => {
    await news.return?.()
    return made.return(undefined)
  }
  return {
    [Symbol.asyncIterator]() {
      return this
    },
    next: async () => {
      const next = await made.next()
      return next.done ? leave() : next
    },
    return: leave,
  }
}
