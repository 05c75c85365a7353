import { defineEntity, p } from '@mikro-orm/postgresql'
import { newId } from '@weft/kit/ids'

export const deploymentStatuses = [
  'PENDING',
  'DOWNLOADING',
  'STARTING',
  'READY',
  'FAILED',
  'DELETING',
] as const
export type DeploymentStatus = (typeof deploymentStatuses)[number]

const schema = defineEntity({
  name: 'Deployment',
  properties: {
    id: p
      .text()
      .primary()
      .onCreate(() => newId('deployment')),
    namespace: p.text().index(),
    name: p.text(),
    modelId: p.text().index(),
    /** `namespace/name@version`: what the server answers to. */
    modelRef: p.text(),
    modelNamespace: p.text(),
    /** `namespace/id`: where it is found whatever its name is by then. */
    repository: p.text(),
    revision: p.text(),
    status: p.enum(deploymentStatuses).onCreate(() => 'PENDING'),
    statusReason: p.text().nullable(),
    /** What the server asks of whoever calls it. */
    apiKey: p.text().hidden(),
    /** When its servers ended by themselves, of the last minutes. */
    endings: p.json<string[]>().onCreate(() => []),
    /** Not before this is the server started again. */
    restartAt: p.datetime().nullable(),
    clientRequestId: p.text().nullable(),
    createdBy: p.text(),
    createdAt: p.datetime().onCreate(() => new Date()),
    updatedAt: p.datetime().onCreate(() => new Date()),
    /** Counts the changes, so that none is written over one that was not seen. */
    changeCount: p.integer().version(),
  },
  uniques: [{ properties: ['namespace', 'clientRequestId'] }],
})

export const restartLimit = 3
const restartWindowMinutes = 10
const firstDelayMs = 500

/** A model server that is to run, with one base model. */
export class Deployment extends schema.class {
  move(status: DeploymentStatus, reason: string | null): void {
    this.status = status
    this.statusReason = reason
  }

  /** The server ended, or was ended for `reason`: it is started again after a while, unless that happened too often. */
  recordEnding(reason: string, now: Date): void {
    const since = now.getTime() - restartWindowMinutes * 60_000
    const recent = this.endings.filter((at) => Date.parse(at) > since)
    this.endings = [...recent, now.toISOString()]
    if (recent.length >= restartLimit)
      return this.move(
        'FAILED',
        `${reason} It was restarted ${restartLimit} times within ${restartWindowMinutes} minutes, so it is left as it is.`,
      )
    this.restartAt = new Date(now.getTime() + firstDelayMs * 2 ** recent.length)
    this.move('PENDING', `${reason} Restarting (${recent.length + 1} of ${restartLimit}).`)
  }
}

schema.setClass(Deployment)
