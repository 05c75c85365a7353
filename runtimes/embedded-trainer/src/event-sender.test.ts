import { expect, onTestFinished, test, vi } from 'vitest'
import { EventSender } from './event-sender.ts'
import type { Control, Outcome } from './events.ts'
import { createRandom } from './random.ts'
import { startPlatformServer } from './testing/platform-server.ts'

const token = 'hf_worker'

async function given(options: { patienceMilliseconds?: number; key?: string } = {}) {
  vi.spyOn(console, 'error').mockReturnValue()
  const platform = await startPlatformServer({ token })
  const controls: Control[] = []
  const outcomes: Outcome[] = []
  const sender = new EventSender({
    url: platform.url,
    token: options.key ?? token,
    heard: (control) => controls.push(control),
    gaveUp: (outcome) => outcomes.push(outcome),
    heartbeatMilliseconds: 50,
    requestMilliseconds: 100,
    patienceMilliseconds: options.patienceMilliseconds ?? 120_000,
  })
  onTestFinished(async () => {
    await sender.close()
    await platform.close()
    vi.restoreAllMocks()
  })
  const tell = (text: string) => sender.add({ type: 'log', stream: 'STDOUT', text })
  return { platform, sender, controls, outcomes, tell }
}

test('every event is stored once and in order, whatever happens on the way', async () => {
  const { platform, sender, tell } = await given()
  const random = createRandom(4)
  const faults = ['none', 'dropBefore', 'dropAfter', 'delay', 'unavailable', 'forget'] as const
  let faultCount = 0
  platform.setFaults(() => (faultCount++ < 12 ? random.pick(faults) : 'none'))
  for (let i = 1; i <= 1200; i++) {
    tell(`line ${i}`)
    if (i % 100 === 0) await new Promise((resolve) => setImmediate(resolve))
  }
  await sender.flush()
  expect(platform.events.map(({ seq }) => seq)).toEqual(
    Array.from({ length: 1200 }, (_, i) => i + 1),
  )
  expect(platform.events.at(-1)).toMatchObject({ type: 'log', text: 'line 1200' })
  expect(platform.postCount()).toBeGreaterThan(3)
})

test('a worker that has nothing to say still shows that it lives, and hears what is wanted', async () => {
  const { platform, controls } = await given()
  await expect.poll(() => platform.postCount()).toBeGreaterThan(2)
  platform.setControl('cancel')
  await expect.poll(() => controls).toContain('cancel')
  expect(controls[0]).toBe('continue')
  expect(platform.events).toEqual([])
})

test.each([401, 404, 410])('after status %i it stops at once', async (status) => {
  const { platform, sender, outcomes, tell } = await given()
  platform.setStatus(status)
  tell('too late')
  await sender.flush()
  expect(outcomes).toEqual(['unwanted'])
})

test('when nobody answers for long, it gives up', async () => {
  const { platform, sender, outcomes, tell } = await given({ patienceMilliseconds: 300 })
  platform.setStatus(500)
  tell('anybody there?')
  await sender.flush()
  expect(outcomes).toEqual(['unreachable'])
})
