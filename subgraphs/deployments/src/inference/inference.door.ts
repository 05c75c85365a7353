import type { HttpServer } from '@weft/kit/http-server'
import type { App } from '../app.ts'
import { completeChat, modelNotFound } from './chat.ts'
import { OpenAiError, sendError, unavailable } from './openai-error.ts'
import { findServed } from './served.service.ts'
import type { Served } from './served.service.ts'

/** The OpenAI API: what is served, and chat completions. */
export function addInferenceDoor(server: HttpServer, app: App): void {
  void server.register(async (door) => {
    door.setErrorHandler((error, request, reply) => {
      if (error instanceof OpenAiError) return sendError(reply, error)
      const status = statusOf(error)
      if (status < 500 && error instanceof Error)
        return sendError(reply, new OpenAiError(status, error.message))
      request.log.error(error, 'inference: internal error')
      return sendError(reply, unavailable('internal_error', 'Something went wrong on our side.'))
    })

    door.get('/v1/models', async ({ viewer }) => ({
      object: 'list',
      data: (await findServed(app.orm.em.fork(), viewer)).map(toModel),
    }))

    door.get<{ Params: { '*': string } }>('/v1/models/*', async ({ viewer, params }) => {
      const [served] = await findServed(app.orm.em.fork(), viewer, { name: params['*'] })
      if (!served) throw await modelNotFound(app, viewer, params['*'])
      return toModel(served)
    })

    door.post('/v1/chat/completions', (request, reply) => completeChat(app, request, reply))
  })
}

const toModel = ({ name, modelNamespace, createdSeconds }: Served) => ({
  id: name,
  object: 'model',
  created: createdSeconds,
  owned_by: modelNamespace,
})

const statusOf = (error: unknown): number =>
  typeof error === 'object' && error !== null && 'statusCode' in error
    ? Number(error.statusCode)
    : 500
