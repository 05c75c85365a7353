import type { Graph } from '@weft/kit/graph'
import type { Viewer } from '@weft/kit/identity'
import { CheckBeforeInferenceDocument } from '../generated/documents.ts'
import { textsOf } from './chat-request.ts'
import type { ChatRequest } from './chat-request.ts'
import { OpenAiError, unavailable } from './openai-error.ts'
import type { Served } from './served.service.ts'

export type Judgement = {
  /** Null when nothing guards the model. */
  verdictId: string | null
  /** What to answer instead; null when the model may be asked. */
  refusal: string | null
}

type Asker = { graph: Graph; viewer: Viewer }

/** Has the messages checked by the model's guard, or else its base model's, and masks in `request` what is to be masked. */
export async function guard(
  { graph, viewer }: Asker,
  served: Served,
  request: ChatRequest,
): Promise<Judgement> {
  const texts = textsOf(request)
  const check = await graph(asGuardReader(viewer, served), CheckBeforeInferenceDocument, {
    modelIds: [...new Set([served.modelId, served.baseModelId])],
    messages: texts.map(({ role, content }) => ({ role, content })),
  }).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error)
    throw unavailable(
      'guardrails_unavailable',
      `The guardrails of the model cannot be asked: ${reason}`,
    )
  })

  const verdict = check.checkMessages
  if (verdict.__typename === 'NotFoundError') return { verdictId: null, refusal: null }
  if (verdict.__typename === 'ValidationError')
    throw new OpenAiError(400, verdict.message, { param: 'messages' })
  if (verdict.outcome === 'BLOCKED')
    return { verdictId: verdict.id, refusal: verdict.config.refusal }
  if (verdict.messages?.length !== texts.length)
    throw unavailable('guardrails_unavailable', 'The guardrails of the model gave no whole answer.')
  texts.forEach(({ replace }, index) => replace(verdict.messages![index]!.content))
  return { verdictId: verdict.id, refusal: null }
}

/** The caller, who may see no less of the guards than decides about the request. */
const asGuardReader = ({ subject }: Viewer, served: Served): Viewer => ({
  subject,
  grants: [...new Set([served.modelNamespace, served.baseModelNamespace])].map((namespace) => ({
    namespace,
    role: 'VIEWER',
  })),
})
