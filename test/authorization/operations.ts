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
  /** Deployments to take away, by who takes them. */
  spares: Record<string, string>
  configId: string
  verdictId: string
  tokenId: string
}

/** The selection of the root field; `{ … }` or nothing for a list's count. */
export type Call = (things: Things) => string

const count = '{ totalCount }'
const result = '{ __typename ... on Error { message } }'
const text = (value: string) => JSON.stringify(value)
const grant = (namespace: string) =>
  `grantRole(input: { subject: "oidc:ada", namespace: ${text(namespace)}, role: VIEWER }) ${result}`

/** Every operation of the graph, by the name of its root field. One that has no row here fails the test. */
export const operations: Record<string, Call> = {
  // entities
  node: ({ modelId }) => `node(id: ${text(modelId)}) { id }`,
  viewer: () => 'viewer { id }',
  namespace: ({ namespace }) => `namespace(name: ${text(namespace)}) { id }`,
  namespaces: () => `namespaces ${count}`,
  model: ({ modelId }) => `model(by: { id: ${text(modelId)} }) { ref }`,
  models: () => `models ${count}`,
  project: ({ projectId }) => `project(id: ${text(projectId)}) { name }`,
  projects: () => `projects ${count}`,
  createProject: ({ namespace }) =>
    `createProject(input: { namespace: ${text(namespace)}, name: "birds" }) ${result}`,
  updateProject: ({ projectId }) =>
    `updateProject(input: { id: ${text(projectId)}, description: "Birds." }) ${result}`,
  deleteNamespace: ({ namespaceId }) => `deleteNamespace(id: ${text(namespaceId)}) ${result}`,
  createNamespace: ({ namespace }) =>
    `createNamespace(input: { name: ${text(namespace)} }) ${result}`,
  updateNamespace: ({ namespaceId }) =>
    `updateNamespace(input: { id: ${text(namespaceId)} }) ${result}`,
  grantRole: ({ namespace }) => grant(namespace),
  revokeRole: ({ namespace }) =>
    `${grant(namespace)} revokeRole(input: { subject: "oidc:ada", namespace: ${text(namespace)} }) ${result}`,
  auditLog: () => `auditLog ${count}`,
  accessTokens: () => `accessTokens ${count}`,
  revokeAccessToken: ({ tokenId }) => `revokeAccessToken(id: ${text(tokenId)}) ${result}`,
  // after the lists of tokens, which it would be in
  createAccessToken: () => `createAccessToken(input: { name: "laptop", role: VIEWER }) ${result}`,
  registerModel: ({ namespace, repositoryId }) =>
    `registerModel(input: { namespace: ${text(namespace)}, name: "tinyworld", version: "1", source: { files: { repositoryId: ${text(repositoryId)} } } }) ${result}`,
  updateModel: ({ modelId, projectId }) =>
    `updateModel(input: { id: ${text(modelId)}, projectId: ${text(projectId)} }) ${result}`,
  modelUpdated: ({ modelId }) => `modelUpdated(id: ${text(modelId)}) { id }`,
  modelsChanged: ({ namespace }) =>
    `modelsChanged(filter: { namespace: ${text(namespace)} }, after: "MA") { cursor }`,
  // refused by what is made from it, or belongs to it
  deleteModel: ({ modelId }) => `deleteModel(id: ${text(modelId)}) ${result}`,
  deleteProject: ({ projectId }) => `deleteProject(id: ${text(projectId)}) ${result}`,
  // datasets
  dataset: ({ datasetId }) => `dataset(by: { id: ${text(datasetId)} }) { ref }`,
  datasets: () => `datasets ${count}`,
  datasetVersion: ({ versionId }) => `datasetVersion(id: ${text(versionId)}) { number }`,
  remainingDataset: ({ datasetId }) => `remainingDataset(id: ${text(datasetId)}) { ref }`,
  createDataset: ({ namespace }) =>
    `createDataset(input: { namespace: ${text(namespace)}, name: "facts" }) ${result}`,
  updateDataset: ({ datasetId, projectId }) =>
    `updateDataset(input: { id: ${text(datasetId)}, projectId: ${text(projectId)} }) ${result}`,
  datasetUpdated: ({ datasetId }) => `datasetUpdated(id: ${text(datasetId)}) { id }`,
  createBranch: ({ datasetId }) =>
    `createBranch(input: { datasetId: ${text(datasetId)}, name: "next" }) ${result}`,
  createTag: ({ datasetId }) =>
    `createTag(input: { datasetId: ${text(datasetId)}, name: "first" }) ${result}`,
  deleteRef: ({ datasetId }) =>
    `deleteRef(input: { datasetId: ${text(datasetId)}, kind: BRANCH, name: "main" }) ${result}`,
  // refused by the job that was made on it
  deleteDataset: ({ datasetId }) => `deleteDataset(id: ${text(datasetId)}) ${result}`,
  createUpload: ({ datasetId }) =>
    `createUpload(input: { datasetId: ${text(datasetId)}, files: [{ path: "a", sizeBytes: 1, sha256: "${'a'.repeat(64)}" }] }) ${result}`,
  completeUpload: ({ uploadId }) =>
    `completeUpload(input: { uploadId: ${text(uploadId)}, parts: [] }) ${result}`,
  commit: ({ datasetId }) =>
    `commit(input: { datasetId: ${text(datasetId)}, message: "m", expectedHead: "${'0'.repeat(40)}", operations: [{ addText: { path: "a", content: "a" } }] }) ${result}`,
  // jobs
  job: ({ jobId }) => `job(id: ${text(jobId)}) { status }`,
  jobs: () => `jobs ${count}`,
  createCustomizationJob: ({ namespace, modelId, datasetId }) =>
    `createCustomizationJob(input: { namespace: ${text(namespace)}, baseModelId: ${text(modelId)}, dataset: { datasetId: ${text(datasetId)} }, hyperparameters: { epochs: -1 } }) ${result}`,
  cancelJob: ({ jobId }) => `cancelJob(id: ${text(jobId)}) ${result}`,
  jobUpdated: ({ jobId }) => `jobUpdated(id: ${text(jobId)}) { id }`,
  jobEvents: ({ jobId }) => `jobEvents(id: ${text(jobId)}) { cursor }`,
  // deployments
  deployment: ({ deploymentId }) => `deployment(id: ${text(deploymentId)}) { name }`,
  deployments: () => `deployments ${count}`,
  servedModels: () => 'servedModels { name }',
  createDeployment: ({ namespace, modelId }) =>
    `createDeployment(input: { namespace: ${text(namespace)}, modelId: ${text(modelId)}, clientRequestId: "one" }) ${result}`,
  updateDeployment: ({ deploymentId }) =>
    `updateDeployment(input: { id: ${text(deploymentId)}, adapterModelIds: [] }) ${result}`,
  deploymentUpdated: ({ deploymentId }) => `deploymentUpdated(id: ${text(deploymentId)}) { id }`,
  // guardrails
  guardrailConfig: ({ configId }) => `guardrailConfig(by: { id: ${text(configId)} }) { ref }`,
  guardrailConfigs: () => `guardrailConfigs ${count}`,
  checkMessages: ({ configId }) =>
    `checkMessages(input: { by: { configId: ${text(configId)} }, messages: [{ role: "user", content: "hi" }] }) ${result}`,
  guardrailVerdict: ({ verdictId }) => `guardrailVerdict(id: ${text(verdictId)}) { outcome }`,
  guardrailVerdicts: () => `guardrailVerdicts ${count}`,
  saveGuardrailConfig: ({ namespace }) =>
    `saveGuardrailConfig(input: { namespace: ${text(namespace)}, name: "polite", inputRails: [{ kind: KEYWORDS, parameters: { keywords: [] } }] }) ${result}`,
  guardModel: ({ modelId }) => `guardModel(input: { modelId: ${text(modelId)} }) ${result}`,
  // last: it takes away what the others act upon
  deleteDeployment: ({ deploymentId }) => `deleteDeployment(id: ${text(deploymentId)}) ${result}`,
}
