import { defineEntity, p } from '@mikro-orm/postgresql'

const schema = defineEntity({
  name: 'ModelGuard',
  properties: {
    modelId: p.text().primary(),
    /** The model's. */
    namespace: p.text(),
    configId: p.text(),
    createdBy: p.text(),
    createdAt: p.datetime(),
  },
})

/** Which config every inference with a model is checked by. */
export class ModelGuard extends schema.class {}

schema.setClass(ModelGuard)
