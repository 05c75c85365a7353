import { announce } from '@weft/kit/events'

/** By which is told that somebody may do something else than before. */
export const identityTopic = 'identity'

/** Stands for everybody. */
export const everybody = ''

type Announcing = Parameters<typeof announce>[0]

/** Announces it of an access token, or of a subject with all that speaks for it. Groups stand for nobody knows whom. */
export const announceIdentity = (em: Announcing, id: string): Promise<unknown> =>
  announce(em, identityTopic, id.startsWith('group:') ? everybody : id)
