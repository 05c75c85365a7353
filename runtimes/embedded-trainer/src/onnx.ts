import { ProtobufMessage } from './protobuf.ts'

/** The messages of onnx.proto3 that a graph needs; the numbers are its field numbers. */
export const ELEMENT_TYPES = { float: 1, int64: 7 } as const
export type ElementType = keyof typeof ELEMENT_TYPES
export type Attribute =
  | { int: number }
  | { float: number }
  | { text: string }
  | { ints: readonly number[] }
export type Attributes = Record<string, Attribute>
export type Dimension = number | string

const IR_VERSION = 8
const OPSET_VERSION = 17

export type OnnxNode = {
  type: string
  inputs: readonly string[]
  outputs: readonly string[]
  attributes: Attributes
}
export type OnnxConstant = {
  name: string
  shape: readonly number[]
  data: Float32Array | BigInt64Array
}
export type OnnxValue = { name: string; type: ElementType; shape: readonly Dimension[] }
export type OnnxGraph = {
  nodes: OnnxNode[]
  constants: OnnxConstant[]
  inputs: OnnxValue[]
  outputs: OnnxValue[]
}

export function encodeOnnx({ nodes, constants, inputs, outputs }: OnnxGraph) {
  const graph = new ProtobufMessage()
  for (const node of nodes) graph.message(1, encodeNode(node))
  graph.text(2, 'graph')
  for (const constant of constants) graph.message(5, encodeConstant(constant))
  for (const value of inputs) graph.message(11, encodeValue(value))
  for (const value of outputs) graph.message(12, encodeValue(value))
  const opset = new ProtobufMessage().text(1, '').integer(2, OPSET_VERSION)
  return new ProtobufMessage()
    .integer(1, IR_VERSION)
    .text(2, 'weft')
    .message(7, graph)
    .message(8, opset)
    .toBytes()
}

function encodeNode({ type, inputs, outputs, attributes }: OnnxNode) {
  const node = new ProtobufMessage()
  for (const input of inputs) node.text(1, input)
  for (const output of outputs) node.text(2, output)
  node.text(4, type)
  for (const [name, value] of Object.entries(attributes))
    node.message(5, encodeAttribute(name, value))
  return node
}

function encodeAttribute(name: string, value: Attribute) {
  const attribute = new ProtobufMessage().text(1, name)
  if ('float' in value) return attribute.float(2, value.float).integer(20, 1)
  if ('int' in value) return attribute.integer(3, value.int).integer(20, 2)
  if ('text' in value) return attribute.text(4, value.text).integer(20, 3)
  for (const item of value.ints) attribute.integer(8, item)
  return attribute.integer(20, 7)
}

function encodeConstant({ name, shape, data }: OnnxConstant) {
  const tensor = new ProtobufMessage()
  for (const size of shape) tensor.integer(1, size)
  return tensor
    .integer(2, data instanceof Float32Array ? ELEMENT_TYPES.float : ELEMENT_TYPES.int64)
    .text(8, name)
    .bytes(9, new Uint8Array(data.buffer, data.byteOffset, data.byteLength))
}

function encodeValue({ name, type, shape }: OnnxValue) {
  const dimensions = new ProtobufMessage()
  for (const size of shape)
    dimensions.message(
      1,
      typeof size === 'string'
        ? new ProtobufMessage().text(2, size)
        : new ProtobufMessage().integer(1, size),
    )
  const tensorType = new ProtobufMessage().integer(1, ELEMENT_TYPES[type]).message(2, dimensions)
  return new ProtobufMessage()
    .text(1, name)
    .message(2, new ProtobufMessage().message(1, tensorType))
}
