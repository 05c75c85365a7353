import { signIdentity } from '@weft/kit/identity'
import type { Workload } from '@weft/kit/runner'
import type { Config } from '../config.ts'
import type { Deployment } from './deployment.entity.ts'

const yearSeconds = 365 * 24 * 60 * 60

/** The model server of a deployment; it reads weights as a VIEWER of the namespaces that these come from. */
export async function workloadOf(deployment: Deployment, config: Config): Promise<Workload> {
  const { id, modelRef, repository, revision, apiKey } = deployment
  const viewer = {
    subject: `deployment:${id}`,
    grants: readableNamespaces(deployment).map((namespace) => ({
      namespace,
      role: 'VIEWER' as const,
    })),
  }
  return {
    name: id,
    command: config.SERVER_COMMAND,
    listens: true,
    environment: {
      HF_ENDPOINT: config.PUBLIC_URL,
      HF_TOKEN: await signIdentity(config.IDENTITY_SECRET, viewer, {
        audience: 'gateway',
        seconds: yearSeconds,
      }),
      VLLM_API_KEY: apiKey,
      WEFT_MODEL: JSON.stringify({ repository, revision, servedName: modelRef }),
    },
  }
}

type Weights = Pick<Deployment, 'namespace' | 'modelNamespace' | 'repository'>

/** Where the server of a deployment may read weights. */
export const readableNamespaces = (deployment: Weights): string[] => [
  ...new Set([deployment.namespace, deployment.modelNamespace, namespaceOf(deployment.repository)]),
]

export const namespaceOf = (repository: string): string => repository.split('/')[0]!
