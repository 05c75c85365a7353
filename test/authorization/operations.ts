/** What the operations of the matrix act upon. */
export type Things = {
  namespace: string
  namespaceId: string
  datasetId: string
  repositoryId: string
  versionId: string
  uploadId: string
  modelId: string
  projectId: string
  jobId: string
  deploymentId: string
  configId: string
  verdictId: string
  tokenId: string
}

export type Operation = {
  /** READ: who sees the namespace. WRITE: its editors. ADMIN: its admins. PLATFORM: who is ADMIN of `*`. OWN: who made it, who is here the ADMIN of `*`. SELF: everybody. */
  needs: 'SELF' | 'READ' | 'WRITE' | 'ADMIN' | 'OWN' | 'PLATFORM'
  /** The selection of the root field, after what it needs; `{ … }` or nothing for a list's count. */
  call: (things: Things) => string
}

const count = '{ totalCount }'
const result = '{ __typename ... on Error { message } }'
const text = (value: string) => JSON.stringify(value)
const grant = (namespace: string) =>
  `grantRole(input: { subject: "oidc:ada", namespace: ${text(namespace)}, role: VIEWER }) ${result}`

/** Every operation of the graph, by the name of its root field. One that has no row here fails the test. */
export const operations: Record<string, Operation> = {
  // entities
  node: { needs: 'READ', call: ({ modelId }) => `node(id: ${text(modelId)}) { id }` },
  viewer: { needs: 'SELF', call: () => 'viewer { id }' },
  namespace: {
    needs: 'READ',
    call: ({ namespace }) => `namespace(name: ${text(namespace)}) { id }`,
  },
  namespaces: { needs: 'READ', call: () => `namespaces ${count}` },
  model: { needs: 'READ', call: ({ modelId }) => `model(by: { id: ${text(modelId)} }) { ref }` },
  models: { needs: 'READ', call: () => `models ${count}` },
  project: { needs: 'READ', call: ({ projectId }) => `project(id: ${text(projectId)}) { name }` },
  projects: { needs: 'READ', call: () => `projects ${count}` },
  createProject: {
    needs: 'WRITE',
    call: ({ namespace }) =>
      `createProject(input: { namespace: ${text(namespace)}, name: "birds" }) ${result}`,
  },
  updateProject: {
    needs: 'WRITE',
    call: ({ projectId }) =>
      `updateProject(input: { id: ${text(projectId)}, description: "Birds." }) ${result}`,
  },
  deleteNamespace: {
    needs: 'PLATFORM',
    call: ({ namespaceId }) => `deleteNamespace(id: ${text(namespaceId)}) ${result}`,
  },
  createNamespace: {
    needs: 'PLATFORM',
    call: ({ namespace }) => `createNamespace(input: { name: ${text(namespace)} }) ${result}`,
  },
  updateNamespace: {
    needs: 'ADMIN',
    call: ({ namespaceId }) => `updateNamespace(input: { id: ${text(namespaceId)} }) ${result}`,
  },
  grantRole: {
    needs: 'ADMIN',
    call: ({ namespace }) => grant(namespace),
  },
  revokeRole: {
    needs: 'ADMIN',
    call: ({ namespace }) =>
      `${grant(namespace)} revokeRole(input: { subject: "oidc:ada", namespace: ${text(namespace)} }) ${result}`,
  },
  createAccessToken: {
    needs: 'SELF',
    call: () => `createAccessToken(input: { name: "laptop", role: VIEWER }) ${result}`,
  },
  auditLog: { needs: 'ADMIN', call: () => `auditLog ${count}` },
  accessTokens: { needs: 'OWN', call: () => `accessTokens ${count}` },
  revokeAccessToken: {
    needs: 'OWN',
    call: ({ tokenId }) => `revokeAccessToken(id: ${text(tokenId)}) ${result}`,
  },
  registerModel: {
    needs: 'WRITE',
    call: ({ namespace, repositoryId }) =>
      `registerModel(input: { namespace: ${text(namespace)}, name: "tinyworld", version: "1", source: { files: { repositoryId: ${text(repositoryId)} } } }) ${result}`,
  },
  updateModel: {
    needs: 'WRITE',
    call: ({ modelId, projectId }) =>
      `updateModel(input: { id: ${text(modelId)}, projectId: ${text(projectId)} }) ${result}`,
  },
  modelUpdated: {
    needs: 'READ',
    call: ({ modelId }) => `modelUpdated(id: ${text(modelId)}) { id }`,
  },
  modelsChanged: {
    needs: 'READ',
    call: ({ namespace }) =>
      `modelsChanged(filter: { namespace: ${text(namespace)} }, after: "MA") { cursor }`,
  },
  // refused by what is made from it, or belongs to it
  deleteModel: {
    needs: 'WRITE',
    call: ({ modelId }) => `deleteModel(id: ${text(modelId)}) ${result}`,
  },
  deleteProject: {
    needs: 'WRITE',
    call: ({ projectId }) => `deleteProject(id: ${text(projectId)}) ${result}`,
  },
  // datasets
  dataset: {
    needs: 'READ',
    call: ({ datasetId }) => `dataset(by: { id: ${text(datasetId)} }) { ref }`,
  },
  datasets: { needs: 'READ', call: () => `datasets ${count}` },
  datasetVersion: {
    needs: 'READ',
    call: ({ versionId }) => `datasetVersion(id: ${text(versionId)}) { number }`,
  },
  createDataset: {
    needs: 'WRITE',
    call: ({ namespace }) =>
      `createDataset(input: { namespace: ${text(namespace)}, name: "facts" }) ${result}`,
  },
  updateDataset: {
    needs: 'WRITE',
    call: ({ datasetId, projectId }) =>
      `updateDataset(input: { id: ${text(datasetId)}, projectId: ${text(projectId)} }) ${result}`,
  },
  datasetUpdated: {
    needs: 'READ',
    call: ({ datasetId }) => `datasetUpdated(id: ${text(datasetId)}) { id }`,
  },
  createUpload: {
    needs: 'WRITE',
    call: ({ datasetId }) =>
      `createUpload(input: { datasetId: ${text(datasetId)}, files: [{ path: "a", sizeBytes: 1, sha256: "${'a'.repeat(64)}" }] }) ${result}`,
  },
  completeUpload: {
    needs: 'WRITE',
    call: ({ uploadId }) =>
      `completeUpload(input: { uploadId: ${text(uploadId)}, parts: [] }) ${result}`,
  },
  commit: {
    needs: 'WRITE',
    call: ({ datasetId }) =>
      `commit(input: { datasetId: ${text(datasetId)}, message: "m", expectedHead: "${'0'.repeat(40)}", operations: [{ addText: { path: "a", content: "a" } }] }) ${result}`,
  },
  // jobs
  job: { needs: 'READ', call: ({ jobId }) => `job(id: ${text(jobId)}) { status }` },
  jobs: { needs: 'READ', call: () => `jobs ${count}` },
  createCustomizationJob: {
    needs: 'WRITE',
    call: ({ namespace, modelId, datasetId }) =>
      `createCustomizationJob(input: { namespace: ${text(namespace)}, baseModelId: ${text(modelId)}, dataset: { datasetId: ${text(datasetId)} }, hyperparameters: { epochs: -1 } }) ${result}`,
  },
  cancelJob: { needs: 'WRITE', call: ({ jobId }) => `cancelJob(id: ${text(jobId)}) ${result}` },
  jobUpdated: { needs: 'READ', call: ({ jobId }) => `jobUpdated(id: ${text(jobId)}) { id }` },
  jobEvents: { needs: 'READ', call: ({ jobId }) => `jobEvents(id: ${text(jobId)}) { cursor }` },
  // deployments
  deployment: {
    needs: 'READ',
    call: ({ deploymentId }) => `deployment(id: ${text(deploymentId)}) { name }`,
  },
  deployments: { needs: 'READ', call: () => `deployments ${count}` },
  servedModels: { needs: 'READ', call: () => 'servedModels { name }' },
  createDeployment: {
    needs: 'WRITE',
    call: ({ namespace, modelId }) =>
      `createDeployment(input: { namespace: ${text(namespace)}, modelId: ${text(modelId)}, clientRequestId: "one" }) ${result}`,
  },
  updateDeployment: {
    needs: 'WRITE',
    call: ({ deploymentId }) =>
      `updateDeployment(input: { id: ${text(deploymentId)}, adapterModelIds: [] }) ${result}`,
  },
  deploymentUpdated: {
    needs: 'READ',
    call: ({ deploymentId }) => `deploymentUpdated(id: ${text(deploymentId)}) { id }`,
  },
  // guardrails
  guardrailConfig: {
    needs: 'READ',
    call: ({ configId }) => `guardrailConfig(by: { id: ${text(configId)} }) { ref }`,
  },
  guardrailConfigs: { needs: 'READ', call: () => `guardrailConfigs ${count}` },
  checkMessages: {
    needs: 'READ',
    call: ({ configId }) =>
      `checkMessages(input: { by: { configId: ${text(configId)} }, messages: [{ role: "user", content: "hi" }] }) ${result}`,
  },
  guardrailVerdict: {
    needs: 'READ',
    call: ({ verdictId }) => `guardrailVerdict(id: ${text(verdictId)}) { outcome }`,
  },
  guardrailVerdicts: { needs: 'READ', call: () => `guardrailVerdicts ${count}` },
  saveGuardrailConfig: {
    needs: 'WRITE',
    call: ({ namespace }) =>
      `saveGuardrailConfig(input: { namespace: ${text(namespace)}, name: "polite", inputRails: [{ kind: KEYWORDS, parameters: { keywords: [] } }] }) ${result}`,
  },
  guardModel: {
    needs: 'WRITE',
    call: ({ modelId }) => `guardModel(input: { modelId: ${text(modelId)} }) ${result}`,
  },
  // last: it takes away what the others act upon
  deleteDeployment: {
    needs: 'WRITE',
    call: ({ deploymentId }) => `deleteDeployment(id: ${text(deploymentId)}) ${result}`,
  },
}
