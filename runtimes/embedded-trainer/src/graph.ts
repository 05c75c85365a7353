import {
  encodeOnnx,
  type Attributes,
  type Dimension,
  type ElementType,
  type OnnxConstant,
  type OnnxGraph,
} from './onnx.ts'

/** The name of a value that flows through the graph. */
export type Value = string
type Backward = (gradient: Value) => void

/** An ONNX graph that records how to differentiate itself, and then holds its backward pass too. */
export class Graph {
  #graph: OnnxGraph = { nodes: [], constants: [], inputs: [], outputs: [] }
  #constants = new Map<string, Value>()
  #tape: { output: Value; backward: Backward }[] = []
  #gradients = new Map<Value, Value>()
  #trainable = new Set<Value>()
  #count = 0

  input(name: string, type: ElementType, shape: readonly Dimension[]): Value {
    this.#graph.inputs.push({ name, type, shape })
    return name
  }

  /** An input that `backward` computes a gradient for. */
  parameter(name: string, shape: readonly Dimension[]): Value {
    this.#trainable.add(name)
    return this.input(name, 'float', shape)
  }

  output(name: string, value: Value, shape: readonly Dimension[]) {
    this.#graph.nodes.push({ type: 'Identity', inputs: [value], outputs: [name], attributes: {} })
    this.#graph.outputs.push({ name, type: 'float', shape })
  }

  node(type: string, inputs: readonly Value[], attributes: Attributes = {}): Value {
    const output = `${type}.${this.#count++}`
    this.#graph.nodes.push({ type, inputs, outputs: [output], attributes })
    return output
  }

  /** The two halves of the last axis. */
  halves(value: Value): [Value, Value] {
    const outputs: [Value, Value] = [`Half.${this.#count++}`, `Half.${this.#count++}`]
    const attributes = { axis: { int: -1 } }
    this.#graph.nodes.push({ type: 'Split', inputs: [value], outputs, attributes })
    return outputs
  }

  number(value: number): Value {
    return this.#constant(`number.${value}`, [], Float32Array.of(value))
  }

  integers(...values: number[]): Value {
    const data = BigInt64Array.from(values, BigInt)
    return this.#constant(`integers.${values.join('.')}`, [values.length], data)
  }

  /** Says how the gradient of `output` becomes one of `inputs`; forgotten if nobody needs it. */
  differentiate(output: Value, inputs: readonly Value[], backward: Backward): Value {
    if (!inputs.some((input) => this.isTrainable(input))) return output
    this.#trainable.add(output)
    this.#tape.push({ output, backward })
    return output
  }

  isTrainable(value: Value) {
    return this.#trainable.has(value)
  }

  /** Adds to the gradient of `value`; `gradient` is only computed when one is needed. */
  contribute(value: Value, gradient: () => Value) {
    if (!this.isTrainable(value)) return
    const before = this.#gradients.get(value)
    const added = gradient()
    this.#gradients.set(value, before ? this.node('Add', [before, added]) : added)
  }

  backward(loss: Value) {
    this.#gradients.set(loss, this.number(1))
    for (const { output, backward } of this.#tape.toReversed()) {
      const gradient = this.#gradients.get(output)
      if (gradient) backward(gradient)
    }
  }

  gradientOf(parameter: Value): Value {
    const gradient = this.#gradients.get(parameter)
    if (!gradient) throw new Error(`The loss does not depend on ${parameter}.`)
    return gradient
  }

  toOnnx() {
    return encodeOnnx(this.#graph)
  }

  #constant(key: string, shape: readonly number[], data: OnnxConstant['data']): Value {
    const known = this.#constants.get(key)
    if (known) return known
    this.#graph.constants.push({ name: key, shape, data })
    this.#constants.set(key, key)
    return key
  }
}
