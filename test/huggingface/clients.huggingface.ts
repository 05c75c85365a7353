import { expect, test } from 'vitest'
import { preparePlatform } from '../harness/process.ts'
import { pythonWith } from '../harness/python.ts'
import { emptyFolder, runScript } from './python.ts'
import { startStore, stores } from './store.ts'

const newest = ['huggingface_hub', 'hf_xet']

/** The last that lets the server choose how bytes come, and the last of the generation before. */
const clients: [string, string[], string][] = [
  ['newest', newest, 'hub.py'],
  ['hub-1.19', ['huggingface_hub==1.19.0'], 'hub.py'],
  ['hub-0.36', ['huggingface_hub==0.36.2'], 'hub.py'],
  ['datasets', [...newest, 'datasets'], 'data.py'],
]

const everywhere = clients.flatMap((client) => stores.map((store) => [...client, store] as const))

test.for(everywhere)(
  'people work with %s as with the Hub itself: $3',
  async ([name, packages, script, store]) => {
    const python = await pythonWith(name, packages)
    const { environment } = await startStore(store)
    const prepared = await preparePlatform({ WEFT_FIRST_MODEL: 'none', ...environment })
    const home = await emptyFolder()
    const said = await runScript(python, script, { ...(await prepared.start()), home })
    console.log(said)
    expect(said).toMatch(/all is well\n$/)
  },
)
