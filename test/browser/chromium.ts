import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { promisify } from 'node:util'
import { chromium } from 'playwright-core'
import type { Browser } from 'playwright-core'
import { onTestFinished } from 'vitest'

const run = promisify(execFile)
const places = [
  process.env.CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

const findChromium = () => places.find((path) => path !== undefined && existsSync(path))

/** The browser of this machine; on a Debian where we are root, it is installed if there is none. */
async function locateChromium(): Promise<string> {
  const found = findChromium()
  if (found) return found
  try {
    await run('apt-get', ['update', '-qq'], { timeout: 300_000 })
    await run('apt-get', ['install', '-y', '-qq', 'chromium'], { timeout: 600_000, maxBuffer: 1e8 })
  } catch (cause) {
    throw new Error(
      'There is no Chromium here, and it could not be installed. Install one, or set CHROMIUM to its path.',
      { cause },
    )
  }
  return findChromium()!
}

/** A headless Chromium, closed when the test ends. */
export async function startBrowser(): Promise<Browser> {
  const browser = await chromium.launch({
    executablePath: await locateChromium(),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
  onTestFinished(() => browser.close())
  return browser
}
