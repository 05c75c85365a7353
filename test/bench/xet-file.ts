import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { pythonWith } from '../harness/python.ts'
import type { DatasetsService } from './datasets-service.ts'

const run = promisify(execFile)
const script = join(import.meta.dirname, 'upload.py')

/** The newest client, which decides for Xet by itself. */
export const newestPython = () => pythonWith('newest', ['huggingface_hub', 'hf_xet'])

/** Brings a file of bytes that nobody has seen before, whole MiB of them; answers how many seconds the upload took. */
export async function uploadByXet(
  { url, headers }: DatasetsService,
  { repository, path }: { repository: string; path: string },
  { python, folder, sizeBytes }: { python: string; folder: string; sizeBytes: number },
): Promise<number> {
  const { stdout } = await run(
    python,
    [script, `bench/${repository}`, path, String(sizeBytes), folder],
    {
      timeout: 600_000,
      env: {
        PATH: process.env.PATH,
        HOME: folder,
        HF_ENDPOINT: url,
        HF_TOKEN: headers.authorization.replace('Bearer ', ''),
        HF_HUB_DISABLE_PROGRESS_BARS: '1',
        HF_HUB_DISABLE_TELEMETRY: '1',
      },
    },
  )
  return Number(stdout)
}
