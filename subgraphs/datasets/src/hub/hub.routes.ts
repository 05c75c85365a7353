import { parse as parseForm } from 'node:querystring'
import type { HttpServer } from '@weft/kit/http-server'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App } from '../app.ts'
import { createContext } from '../context.ts'
import { commitLines } from './hub.commit.ts'
import { completeLfs } from './hub.completing.ts'
import { answerError, repositoryNotFound } from './hub.errors.ts'
import {
  addBranch,
  addTag,
  dropBranch,
  dropTag,
  listCommits,
  listRefs,
  squash,
} from './hub.refs.ts'
import {
  changeSettings,
  checkReading,
  checkWriting,
  createFromHub,
  deleteFromHub,
  listRepositories,
  moveFromHub,
} from './hub.repositories.ts'
import { tellMissing } from './hub.missing.ts'
import { pathsInfo, repositoryInfo, tree, whoAmI } from './hub.reading.ts'
import { kinds } from './hub.request.ts'
import type { HubRequest, Kind } from './hub.request.ts'
import { resolveFile } from './hub.resolving.ts'
import { lfsBatch, preupload } from './hub.uploading.ts'
import { xetWriteToken } from './hub.xet.ts'
import { validateYaml } from './hub.yaml.ts'

type Answer = (hub: HubRequest) => unknown

const lfsType = 'application/vnd.git-lfs+json'

/** The part of the Hugging Face Hub's API that its clients need to read and write repositories. */
export function addHubRoutes(server: HttpServer, app: App): void {
  void server.register(async (scope) => {
    scope.setErrorHandler<Error>(answerError)
    addBodies(scope)
    const by = (kind: Kind, answer: Answer) => (request: FastifyRequest, reply: FastifyReply) =>
      answer({
        ctx: createContext(app, request.viewer, request.id),
        request,
        reply,
        kind,
        params: request.params as Record<string, string>,
      })

    scope.get('/api/whoami-v2', by('MODEL', whoAmI))
    scope.post('/api/repos/create', by('MODEL', createFromHub))
    scope.delete('/api/repos/delete', by('MODEL', deleteFromHub))
    scope.post('/api/repos/move', by('MODEL', moveFromHub))
    for (const { kind, api, web } of kinds) {
      const repository = `${api}/:namespace/:name`
      scope.get(api, by(kind, listRepositories))
      scope.get(repository, by(kind, repositoryInfo))
      scope.put(`${repository}/settings`, by(kind, changeSettings))
      scope.get(`${repository}/auth-check`, by(kind, checkReading))
      scope.get(`${repository}/auth-check/write`, by(kind, checkWriting))
      scope.get(`${repository}/refs`, by(kind, listRefs))
      scope.get(`${repository}/commits/:revision`, by(kind, listCommits))
      scope.post(`${repository}/branch/:branch`, by(kind, addBranch))
      scope.delete(`${repository}/branch/:branch`, by(kind, dropBranch))
      scope.post(`${repository}/tag/:revision`, by(kind, addTag))
      scope.delete(`${repository}/tag/:revision`, by(kind, dropTag))
      scope.post(`${repository}/super-squash/:branch`, by(kind, squash))
      scope.get(`${repository}/revision/:revision`, by(kind, repositoryInfo))
      scope.get(`${repository}/tree/:revision`, by(kind, tree))
      scope.get(`${repository}/tree/:revision/*`, by(kind, tree))
      scope.post(`${repository}/paths-info/:revision`, by(kind, pathsInfo))
      scope.get(`${repository}/xet-write-token/:revision`, by(kind, xetWriteToken))
      scope.post(`${repository}/preupload/:revision`, by(kind, preupload))
      scope.post(`${repository}/commit/:revision`, by(kind, commitLines))
      for (const way of ['resolve', 'raw'])
        scope.route({
          url: `${web}/:namespace/:name/${way}/:revision/*`,
          method: ['GET', 'HEAD'],
          handler: by(kind, resolveFile),
        })
      scope.post(`${web}/:namespace/:name/info/lfs/objects/batch`, by(kind, batch))
    }
    scope.setNotFoundHandler(by('MODEL', tellMissing))

    const isPublic = { config: { isPublic: true } }
    scope.post('/api/validate-yaml', isPublic, validateYaml)
    const complete = (request: FastifyRequest) => completeLfs(app, request)
    scope.post('/objects/uploads/:id/complete', isPublic, complete)
    scope.post('/objects/uploads/:id/verify', isPublic, complete)
  })
}

function addBodies(scope: HttpServer) {
  scope.addContentTypeParser('application/x-ndjson', (_request, payload, done) => {
    done(null, payload) // read line by line
  })
  scope.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, body, done) => done(null, parseForm(String(body), '&', '=', { maxKeys: 0 })), // all of them
  )
  scope.addContentTypeParser(
    lfsType,
    { parseAs: 'string' },
    scope.getDefaultJsonParser('ignore', 'ignore'),
  )
}

const batch: Answer = async (hub) => {
  const { namespace, name = '' } = hub.params
  if (!name.endsWith('.git')) throw repositoryNotFound(`${namespace}/${name}`)
  hub.params = { ...hub.params, name: name.slice(0, -'.git'.length) }
  // its clients would send the request's id on to the object store
  return hub.reply
    .removeHeader('x-request-id')
    .type(lfsType)
    .send(await lfsBatch(hub))
}
