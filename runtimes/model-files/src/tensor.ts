/** Row-major, outermost dimension first. */
export type Tensor = { shape: readonly number[]; data: Float32Array }
export type Tensors = Map<string, Tensor>
export type Shapes = Map<string, readonly number[]>

export const elementCount = (shape: readonly number[]) => shape.reduce((a, b) => a * b, 1)

export function getTensor(tensors: Tensors, name: string) {
  const tensor = tensors.get(name)
  if (!tensor) throw new Error(`There is no tensor ${name}.`)
  return tensor
}

/** Exactly the tensors of `shapes`, each with that shape; what is missing or different is named. */
export function pickTensors(tensors: Tensors, shapes: Shapes, where: string): Tensors {
  const picked: Tensors = new Map()
  for (const [name, shape] of shapes) {
    const tensor = tensors.get(name)
    if (!tensor) throw new Error(`${where} has no tensor ${name}.`)
    if (tensor.shape.join() !== shape.join())
      throw new Error(
        `${where}: ${name} is [${tensor.shape.join()}], but [${shape.join()}] is needed.`,
      )
    picked.set(name, tensor)
  }
  return picked
}
