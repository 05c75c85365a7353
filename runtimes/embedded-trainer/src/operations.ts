import type { Graph, Value } from './graph.ts'

/** Differentiable operations, each with its hand-derived backward pass. */
export function add(graph: Graph, a: Value, b: Value) {
  return graph.differentiate(graph.node('Add', [a, b]), [a, b], (gradient) => {
    graph.contribute(a, () => gradient)
    graph.contribute(b, () => gradient)
  })
}

/** `scale · x Wᵀ (+ base)`, for rows `x` and `W` of `[output size, input size]`. */
export function linear(
  graph: Graph,
  { x, weight, scale = 1, base }: { x: Value; weight: Value; scale?: number; base?: Value },
) {
  const alpha = { float: scale }
  const inputs = base ? [x, weight, base] : [x, weight]
  const y = graph.node('Gemm', inputs, { transB: { int: 1 }, alpha })
  return graph.differentiate(y, inputs, (gradient) => {
    graph.contribute(x, () => graph.node('Gemm', [gradient, weight], { alpha }))
    graph.contribute(weight, () => graph.node('Gemm', [gradient, x], { transA: { int: 1 }, alpha }))
    if (base) graph.contribute(base, () => gradient)
  })
}

const meanOfLast = (graph: Graph, value: Value) =>
  graph.node('ReduceMean', [value], { axes: { ints: [-1] }, keepdims: { int: 1 } })

export function rmsNorm(graph: Graph, x: Value, weight: Value, epsilon: number) {
  const meanSquare = meanOfLast(graph, graph.node('Mul', [x, x]))
  const shifted = graph.node('Add', [meanSquare, graph.number(epsilon)])
  const inverse = graph.node('Reciprocal', [graph.node('Sqrt', [shifted])])
  const normal = graph.node('Mul', [x, inverse])
  const y = graph.node('Mul', [normal, weight])
  return graph.differentiate(y, [x, weight], (gradient) => {
    graph.contribute(weight, () =>
      graph.node('ReduceSum', [graph.node('Mul', [gradient, normal]), graph.integers(0)], {
        keepdims: { int: 0 },
      }),
    )
    graph.contribute(x, () => {
      const weighted = graph.node('Mul', [gradient, weight])
      const along = meanOfLast(graph, graph.node('Mul', [weighted, normal]))
      const across = graph.node('Sub', [weighted, graph.node('Mul', [normal, along])])
      return graph.node('Mul', [inverse, across])
    })
  })
}

export function softmax(graph: Graph, x: Value) {
  const y = graph.node('Softmax', [x], { axis: { int: -1 } })
  return graph.differentiate(y, [x], (gradient) =>
    graph.contribute(x, () => {
      const weighted = graph.node('Mul', [gradient, y])
      const sum = graph.node('ReduceSum', [weighted, graph.integers(-1)], { keepdims: { int: 1 } })
      return graph.node('Sub', [weighted, graph.node('Mul', [y, sum])])
    }),
  )
}

/** `silu(gate) · up` */
export function swiGlu(graph: Graph, gate: Value, up: Value) {
  const sigmoid = graph.node('Sigmoid', [gate])
  const silu = graph.node('Mul', [gate, sigmoid])
  const y = graph.node('Mul', [silu, up])
  return graph.differentiate(y, [gate, up], (gradient) => {
    graph.contribute(up, () => graph.node('Mul', [gradient, silu]))
    graph.contribute(gate, () => {
      const inner = graph.node('Sub', [graph.node('Add', [gate, graph.number(1)]), silu])
      const slope = graph.node('Mul', [sigmoid, inner])
      return graph.node('Mul', [graph.node('Mul', [gradient, up]), slope])
    })
  })
}

/** Rows of `table` by their numbers; used for embeddings and to keep only some positions. */
export function gatherRows(graph: Graph, table: Value, rows: Value) {
  const y = graph.node('Gather', [table, rows], { axis: { int: 0 } })
  return graph.differentiate(y, [table], (gradient) =>
    graph.contribute(table, () => {
      const zeros = graph.node('ConstantOfShape', [graph.node('Shape', [table])])
      const indices = graph.node('Unsqueeze', [rows, graph.integers(1)])
      return graph.node('ScatterND', [zeros, indices, gradient], { reduction: { text: 'add' } })
    }),
  )
}

/** Zeroes a share of the elements at random and scales up the rest, anew at every run. */
export function dropout(graph: Graph, x: Value, rate: number, seed: number) {
  const random = graph.node('RandomUniformLike', [x], { dtype: { int: 1 }, seed: { float: seed } })
  const kept = graph.node('GreaterOrEqual', [random, graph.number(rate)])
  const mask = graph.node('Cast', [kept], { to: { int: 1 } })
  const scaled = graph.node('Mul', [mask, graph.number(1 / (1 - rate))])
  return graph.differentiate(graph.node('Mul', [x, scaled]), [x], (gradient) =>
    graph.contribute(x, () => graph.node('Mul', [gradient, scaled])),
  )
}

/** The mean cross entropy of the rows of `logits` against the token numbers `targets`. */
export function crossEntropy(graph: Graph, logits: Value, targets: Value) {
  const logProbabilities = graph.node('LogSoftmax', [logits], { axis: { int: -1 } })
  const column = graph.node('Unsqueeze', [targets, graph.integers(1)])
  const picked = graph.node('GatherElements', [logProbabilities, column], { axis: { int: 1 } })
  const loss = graph.node('Neg', [graph.node('ReduceMean', [picked], { keepdims: { int: 0 } })])
  return graph.differentiate(loss, [logits], (gradient) =>
    graph.contribute(logits, () => {
      const zeros = graph.node('ConstantOfShape', [graph.node('Shape', [column])])
      const minusOnes = graph.node('Sub', [zeros, graph.number(1)])
      const probabilities = graph.node('Exp', [logProbabilities])
      const difference = graph.node('ScatterElements', [probabilities, column, minusOnes], {
        axis: { int: 1 },
        reduction: { text: 'add' },
      })
      const rowCount = graph.node('Cast', [graph.node('Size', [targets])], { to: { int: 1 } })
      return graph.node('Mul', [difference, graph.node('Div', [gradient, rowCount])])
    }),
  )
}
