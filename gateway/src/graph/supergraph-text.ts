import { readFileSync, watch } from 'node:fs'
import { dirname } from 'node:path'

/** Where the text of a supergraph comes from. */
export type SupergraphText = {
  read: () => string
  /** Calls back when it may have changed; answers how to stop that. */
  watch?: (onChange: () => void) => () => void
}

/** After how long without another change a file is taken for written. */
const settleMs = 200

/** The folder is watched and not the file, which may be replaced, or be a link that is (as in a ConfigMap). */
export const textOfFile = (file: string): SupergraphText => ({
  read: () => readFileSync(file, 'utf8'),
  watch: (onChange) => {
    let timer: NodeJS.Timeout | undefined
    const watcher = watch(dirname(file), () => {
      clearTimeout(timer)
      timer = setTimeout(onChange, settleMs)
    })
    return () => {
      clearTimeout(timer)
      watcher.close()
    }
  },
})
