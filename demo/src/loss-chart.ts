const bars = '▁▂▃▄▅▆▇█'

/** `values`, averaged down to `width` columns. */
function columns(values: number[], width: number): number[] {
  const count = Math.min(width, values.length)
  return Array.from({ length: count }, (_, i) => {
    const part = values.slice(
      Math.floor((i * values.length) / count),
      Math.floor(((i + 1) * values.length) / count),
    )
    return part.reduce((sum, value) => sum + value, 0) / part.length
  })
}

/** One line high. */
export function sparkline(values: number[], width: number): string {
  const top = Math.max(...values)
  return columns(values, width)
    .map((value) => bars[Math.min(bars.length - 1, Math.floor((value / top) * bars.length))])
    .join('')
}

/** Several lines high, with the scale at its left; each column stands for some steps. */
export function chart(
  values: number[],
  { width, height }: { width: number; height: number },
): string {
  const levels = columns(values, width)
  const top = Math.max(...levels)
  return Array.from({ length: height }, (_, row) => {
    const floor = ((height - row - 1) / height) * top
    const label = row === 0 ? top.toFixed(2) : row === height - 1 ? '0.00' : ''
    const line = levels.map((level) => {
      const filled = ((level - floor) / top) * height
      if (filled <= 0) return ' '
      return bars[Math.min(bars.length - 1, Math.floor(filled * bars.length))]
    })
    return `${label.padStart(8)} ┤${line.join('')}`
  }).join('\n')
}
