type Details = { type?: string; param?: string | null; code?: string | null }

/** An error that is answered to the client in OpenAI's shape. */
export class ApiError extends Error {
  status: number
  type: string
  param: string | null
  code: string | null

  constructor(status: number, message: string, details: Details = {}) {
    super(message)
    this.status = status
    this.type = details.type ?? 'invalid_request_error'
    this.param = details.param ?? null
    this.code = details.code ?? null
  }

  toBody() {
    const { message, type, param, code } = this
    return { error: { message, type, param, code } }
  }
}

export const modelNotFound = (name: string) =>
  new ApiError(404, `The model ${name} does not exist here.`, {
    param: 'model',
    code: 'model_not_found',
  })

export const tooManyRequests = (waiting: number) =>
  new ApiError(429, `${waiting} requests are waiting already. Try again later.`, {
    type: 'rate_limit_error',
    code: 'rate_limit_exceeded',
  })
