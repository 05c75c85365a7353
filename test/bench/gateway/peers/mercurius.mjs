import mercuriusGateway from '@mercuriusjs/gateway'
import Fastify from 'fastify'

const schemas = JSON.parse(process.env.SDL)
const services = Object.entries(JSON.parse(process.env.ORIGINS)).map(([name, origin]) => ({
  name,
  url: `${origin}/graphql`,
  schema: schemas[name],
}))
const server = Fastify()
await server.register(mercuriusGateway, { gateway: { services }, jit: 1 })
await server.listen({ host: '127.0.0.1', port: Number(process.env.PORT) })
