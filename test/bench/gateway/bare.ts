import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'
import { Pool } from 'undici'

// No gateway: what it costs in Node to take an operation, send it on to the one subgraph that can answer it, and read and
// write the answer. Whoever speaks HTTP to both sides by `node:http` and undici does at least that.

const pool = new Pool(process.env.ORIGIN!, { connections: 128 })
const headers = { 'content-type': 'application/json', accept: 'application/json' }

createServer((request, response) => {
  void text(request).then(async (body) => {
    const asked = JSON.stringify(JSON.parse(body))
    const answer = await pool.request({ path: '/graphql', method: 'POST', headers, body: asked })
    const told = JSON.stringify(JSON.parse(await answer.body.text()))
    const length = Buffer.byteLength(told)
    response
      .writeHead(200, { 'content-type': 'application/json', 'content-length': length })
      .end(told)
  })
}).listen(Number(process.env.PORT), '127.0.0.1')
