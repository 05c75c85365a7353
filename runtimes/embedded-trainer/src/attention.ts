import type { LlamaConfig } from '@weft/model-files/llama-config'
import type { Graph, Value } from './graph.ts'
import { add, softmax } from './operations.ts'

/**
 * What depends on the size of a batch. The shapes are fed at run time, so that one graph serves
 * any number of rows and any length.
 */
export type GeometryValues = {
  cosines: Value
  sines: Value
  mask: Value
  queryShape: Value
  keyShape: Value
  groupedShape: Value
  headedShape: Value
}

export function geometryInputs(graph: Graph, config: LlamaConfig): GeometryValues {
  const angles = ['batch', 1, 'length', config.headSize]
  const shape = (name: string) => graph.input(name, 'int64', [4])
  return {
    cosines: graph.input('cosines', 'float', angles),
    sines: graph.input('sines', 'float', angles),
    mask: graph.input('mask', 'float', [1, 1, 'grouped', 'length']),
    queryShape: shape('queryShape'),
    keyShape: shape('keyShape'),
    groupedShape: shape('groupedShape'),
    headedShape: shape('headedShape'),
  }
}

/**
 * Causal grouped-query attention over rows `[batch · length, heads · head size]`. The queries of one
 * key-value head are laid one after another, so that the keys are never copied.
 */
export function attention(
  graph: Graph,
  { config, geometry }: { config: LlamaConfig; geometry: GeometryValues },
  { queries, keys, values }: { queries: Value; keys: Value; values: Value },
) {
  const { queryShape, keyShape, groupedShape, headedShape } = geometry
  const flatQueries = graph.integers(-1, config.headCount * config.headSize)
  const flatKeys = graph.integers(-1, config.keyValueHeadCount * config.headSize)
  const keyHeads = (x: Value) => swapMiddle(graph, reshape(graph, x, keyShape, flatKeys))

  const headed = swapMiddle(graph, reshape(graph, queries, queryShape, flatQueries))
  const rotated = rotate(graph, headed, geometry)
  const grouped = reshape(graph, rotated, groupedShape, headedShape)
  const rotatedKeys = rotate(graph, keyHeads(keys), geometry)

  const scores = scaledProduct(graph, grouped, rotatedKeys, 1 / Math.sqrt(config.headSize))
  const weights = softmax(graph, add(graph, scores, geometry.mask))
  const mixed = product(graph, weights, keyHeads(values))
  const apart = swapMiddle(graph, reshape(graph, mixed, headedShape, groupedShape))
  return reshape(graph, apart, flatQueries, queryShape)
}

function reshape(graph: Graph, x: Value, shape: Value, before: Value) {
  return graph.differentiate(graph.node('Reshape', [x, shape]), [x], (gradient) =>
    graph.contribute(x, () => graph.node('Reshape', [gradient, before])),
  )
}

function swapMiddle(graph: Graph, x: Value) {
  const perm = { perm: { ints: [0, 2, 1, 3] } }
  return graph.differentiate(graph.node('Transpose', [x], perm), [x], (gradient) =>
    graph.contribute(x, () => graph.node('Transpose', [gradient], perm)),
  )
}

/** RoPE on halves, as Hugging Face stores Llama weights; backwards it turns the other way. */
function rotate(graph: Graph, x: Value, { cosines, sines }: GeometryValues) {
  const turn = (value: Value, forward: boolean) => {
    const [a, b] = graph.halves(value)
    const turned = forward ? [graph.node('Neg', [b]), a] : [b, graph.node('Neg', [a])]
    const crossed = graph.node('Concat', turned, { axis: { int: -1 } })
    return graph.node('Add', [
      graph.node('Mul', [value, cosines]),
      graph.node('Mul', [crossed, sines]),
    ])
  }
  return graph.differentiate(turn(x, true), [x], (gradient) =>
    graph.contribute(x, () => turn(gradient, false)),
  )
}

const transposeLast = (graph: Graph, x: Value) =>
  graph.node('Transpose', [x], { perm: { ints: [0, 1, 3, 2] } })

/** `scale · a bᵀ` over the last two axes. */
function scaledProduct(graph: Graph, a: Value, b: Value, scale: number) {
  const factor = graph.number(scale)
  const y = graph.node('Mul', [graph.node('MatMul', [a, transposeLast(graph, b)]), factor])
  return graph.differentiate(y, [a, b], (gradient) => {
    const scaled = graph.node('Mul', [gradient, factor])
    graph.contribute(a, () => graph.node('MatMul', [scaled, b]))
    graph.contribute(b, () => graph.node('MatMul', [transposeLast(graph, scaled), a]))
  })
}

function product(graph: Graph, a: Value, b: Value) {
  return graph.differentiate(graph.node('MatMul', [a, b]), [a, b], (gradient) => {
    graph.contribute(a, () => graph.node('MatMul', [gradient, transposeLast(graph, b)]))
    graph.contribute(b, () => graph.node('MatMul', [transposeLast(graph, a), gradient]))
  })
}
