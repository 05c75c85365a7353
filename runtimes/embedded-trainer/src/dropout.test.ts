import { InferenceSession, Tensor } from 'onnxruntime-node'
import { expect, onTestFinished, test } from 'vitest'
import { Graph } from './graph.ts'
import { dropout } from './operations.ts'

const COUNT = 10_000

test('dropout keeps the mean, and its gradient knows what was dropped', async () => {
  const graph = new Graph()
  const x = graph.parameter('x', [COUNT])
  const y = dropout(graph, x, 0.25, 7)
  graph.backward(y)
  graph.output('y', y, [COUNT])
  graph.output('gradient', graph.gradientOf(x), [COUNT])
  const session = await InferenceSession.create(graph.toOnnx())
  onTestFinished(() => session.release())

  const run = async () => {
    const { y, gradient } = await session.run({ x: new Tensor(new Float32Array(COUNT).fill(1)) })
    return { y: y?.data as Float32Array, gradient: gradient?.data as Float32Array }
  }
  const first = await run()
  expect(first.gradient).toEqual(first.y) // of ones, both are the mask
  expect(new Set(first.y)).toEqual(new Set([0, Math.fround(4 / 3)]))
  const dropped = first.y.filter((value) => value === 0).length
  expect(Math.abs(dropped / COUNT - 0.25)).toBeLessThan(0.02)
  expect((await run()).y).not.toEqual(first.y)
})
