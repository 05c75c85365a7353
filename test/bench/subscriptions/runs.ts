// Jobs tell of their steps, and models say what is trained: an event of the one has a field of the other.

export const sdl = {
  jobs: `
    extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
    scalar Cursor
    type Query { job(id: ID!): Job }
    type Subscription { jobEvents(jobId: ID!, after: Cursor): JobEvent! }
    type JobEvent { cursor: Cursor! at: Float! step: Int! loss: Float! job: Job! }
    type Job @key(fields: "id") { id: ID! model: Model! }
    type Model @key(fields: "id", resolvable: false) { id: ID! }`,
  models: `
    extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
    type Query { model(id: ID!): Model }
    type Model @key(fields: "id") { id: ID! name: String! }`,
}
export type Name = keyof typeof sdl
export const names = Object.keys(sdl) as Name[]

export const query = `subscription ($jobId: ID!) {
  jobEvents(jobId: $jobId) { cursor at step loss job { id model { name } } }
}`
