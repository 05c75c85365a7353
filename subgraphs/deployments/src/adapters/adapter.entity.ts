import { defineEntity, p } from '@mikro-orm/postgresql'
import { newId } from '@weft/kit/ids'

export const adapterStatuses = ['LOADING', 'READY', 'FAILED'] as const
export type AdapterStatus = (typeof adapterStatuses)[number]

const schema = defineEntity({
  name: 'ServedAdapter',
  properties: {
    id: p
      .text()
      .primary()
      .onCreate(() => newId('served_adapter')),
    deploymentId: p.text(),
    modelId: p.text().index(),
    /** `namespace/name@version` */
    modelRef: p.text(),
    modelNamespace: p.text(),
    /** `namespace/id`: where it is found whatever its name is by then. */
    repository: p.text(),
    revision: p.text(),
    status: p.enum(adapterStatuses).onCreate(() => 'LOADING'),
    statusReason: p.text().nullable(),
  },
  uniques: [{ properties: ['deploymentId', 'modelId'] }],
})

/** An adapter on top of the base model of a deployment. */
export class ServedAdapter extends schema.class {
  move(status: AdapterStatus, reason: string | null): void {
    this.status = status
    this.statusReason = reason
  }
}

schema.setClass(ServedAdapter)
