import { createClient } from '@weft/client/client'
import { successOf } from '@weft/client/errors'
import { CreateDatasetDocument } from '@weft/client/documents'
import { expect, onTestFinished, test } from 'vitest'
import { preparePlatform } from '../harness/process.ts'
import { pythonWith } from '../harness/python.ts'
import { emptyFolder, runScript } from './python.ts'

test('the newest client brings its files by Xet, and gets them back as they were', async () => {
  const python = await pythonWith('newest', ['huggingface_hub', 'hf_xet'])
  const platform = await (await preparePlatform({ WEFT_FIRST_MODEL: 'none' })).start()
  const home = await emptyFolder()
  const client = createClient(platform)
  onTestFinished(client.close)
  const args: string[] = []
  for (const name of ['first', 'second']) {
    const input = { namespace: 'default', name, kind: 'MODEL' } as const
    const { createDataset } = await client.request(CreateDatasetDocument, { input })
    args.push(successOf(createDataset).ref)
  }
  const said = await runScript(python, 'xet.py', { ...platform, home, args })
  console.log(said)
  expect(said).toMatch(/all is well\n$/)
})
