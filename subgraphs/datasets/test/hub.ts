import { datasetWith, startDatasets } from './harness.ts'

type Body = string | object

/** A model repository behind the Hub API, and an editor who calls it. */
export async function startHub() {
  const subgraph = await startDatasets()
  const { id, ref } = await datasetWith(subgraph, { kind: 'MODEL' })
  const call = async (method: string, path: string, body?: Body, type = 'application/json') => {
    const answer = await fetch(subgraph.publicUrl + path, {
      method,
      redirect: 'manual',
      headers: { authorization: 'Bearer hf_editor', ...(body && { 'content-type': type }) },
      ...(body && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await answer.text()
    const isJson = answer.headers.get('content-type')?.includes('json')
    return {
      status: answer.status,
      headers: Object.fromEntries(answer.headers),
      body: (isJson && text ? JSON.parse(text) : text) as Record<string, never>,
    }
  }
  const lines = (...each: object[]) => each.map((line) => JSON.stringify(line)).join('\n')
  const commitLines = (...each: object[]) =>
    call('POST', `/api/models/${ref}/commit/main`, lines(...each), 'application/x-ndjson')
  const batch = (object: object, transfers = ['basic', 'multipart']) =>
    call(
      'POST',
      `/${ref}.git/info/lfs/objects/batch`,
      { operation: 'upload', transfers, objects: [object] },
      'application/vnd.git-lfs+json',
    )
  return { ...subgraph, id, ref, call, commitLines, batch }
}
