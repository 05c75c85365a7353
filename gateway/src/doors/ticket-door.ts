import { badUserInput } from '@weft/kit/errors'
import type { HttpServer } from '@weft/kit/http-server'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Documents } from '../documents/documents.ts'
import type { Graph } from '../graph/graph.ts'
import type { Tickets } from '../identity/tickets.ts'

/** Servers, this one too, take no much longer URLs by default. */
const longestTicket = 12_000

/**
 * Lets a ticket in the URL of an event source stand for the header and the operation that it cannot send. Added before
 * anybody is identified.
 */
export function takeTickets(server: HttpServer, tickets: Tickets): void {
  server.addHook('onRequest', async (request) => {
    const { ticket } = request.query as { ticket?: unknown }
    if (request.method !== 'GET' || request.routeOptions.url !== '/graphql/stream') return
    if (typeof ticket !== 'string') return
    const sealed = await tickets.open(ticket)
    request.headers.authorization = sealed?.authorization ?? ''
    request.body = sealed?.request
  })
}

type Options = { tickets: Tickets; documents: Documents; graph: Graph }

/** Gives a ticket for one subscription, with which nothing else can be asked. */
export const createGiveTicket =
  ({ tickets, documents, graph }: Options) =>
  async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const asked = documents.read(request.body)
    if (graph.prepare(asked).type !== 'subscription')
      throw badUserInput('Tickets are given for subscriptions.')
    const { authorization = '' } = request.headers
    const { ticket, expiresAt } = await tickets.seal({ authorization, request: asked })
    if (ticket.length > longestTicket)
      throw badUserInput('This subscription is too long for the URL of an event source.')
    return reply
      .code(201)
      .header('cache-control', 'no-store')
      .send({ url: `/graphql/stream?ticket=${ticket}`, expiresAt })
  }
