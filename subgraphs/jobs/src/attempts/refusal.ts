/** Why a worker's report was not taken as it stands; the `details` are for programs. */
export class Refusal extends Error {
  readonly status: number
  readonly details: object

  constructor(status: number, message: string, details: object = {}) {
    super(message)
    this.status = status
    this.details = details
  }
}
