import { expect, test } from 'vitest'
import { startJobs } from './harness.ts'
import { connect, eventsOf, jobWith } from './rows.ts'

async function startQuiet() {
  const jobs = await startJobs('train')
  return { ...jobs, orm: await connect(jobs.databaseUrl) }
}

const metricsOf = /* GraphQL */ `
  query ($id: ID!, $names: [String!], $points: Int!) {
    job(id: $id) {
      metrics(names: $names, points: $points) {
        name
        points {
          step
          value
        }
        last {
          step
        }
      }
    }
  }
`
type Metrics = {
  job: {
    metrics: { name: string; points: { step: number; value: number }[]; last: { step: number } }[]
  }
}

test('100,000 points are thinned quickly, the first, the last and the extremes kept', async () => {
  const { orm, execute } = await startQuiet()
  const { id } = await jobWith(orm)
  await orm.em.execute(
    `insert into job_event (job_id, number, type, data, attempt, at)
     select ?, n, 'METRICS', jsonb_build_object('step', n, 'values', jsonb_build_array(
       jsonb_build_object('name', 'train_loss', 'value', case n when 777 then 99 when 55555 then -5 else 1 end),
       jsonb_build_object('name', 'learning_rate', 'value', n))), 1, now()
     from generate_series(1, 100000) n`,
    [id],
  )
  const began = Date.now()
  const { data } = await execute<Metrics>(metricsOf, { id, names: null, points: 500 })
  expect(Date.now() - began).toBeLessThan(5_000)
  const [rate, loss] = data!.job.metrics
  expect(rate).toMatchObject({ name: 'learning_rate', last: { step: 100_000 } })
  expect(rate!.points.length).toBeLessThanOrEqual(500)
  expect(rate!.points.length).toBeGreaterThan(400)
  const steps = loss!.points.map(({ step }) => step)
  expect(steps).toEqual([...steps].sort((a, b) => a - b))
  expect(steps[0]).toBe(1)
  expect(steps.at(-1)).toBe(100_000)
  expect(loss!.points).toContainEqual({ step: 777, value: 99 })
  expect(loss!.points).toContainEqual({ step: 55_555, value: -5 })
})

test('few points are all kept, and as few as two may be asked for', async () => {
  const { orm, execute } = await startQuiet()
  const { id } = await jobWith(orm)
  const values = [5, 1, 4, 2, 9, 3]
  await eventsOf(
    orm,
    id,
    values.map((value, step) => ({
      type: 'METRICS',
      data: {
        step,
        values: [
          { name: 'train_loss', value },
          { name: 'other', value: 0 },
        ],
      },
    })),
  )
  const pointsOf = async (points: number) => {
    const { data } = await execute<Metrics>(metricsOf, { id, names: ['train_loss'], points })
    expect(data!.job.metrics.map(({ name }) => name)).toEqual(['train_loss'])
    return data!.job.metrics[0]!.points.map(({ value }) => value)
  }
  expect(await pointsOf(6)).toEqual(values)
  expect(await pointsOf(5)).toEqual([5, 1, 9, 3])
  expect(await pointsOf(2)).toEqual([5, 3])
  const { errors } = await execute(metricsOf, { id, names: null, points: 1 })
  expect(errors).toMatchObject([{ message: '`points` is 1; ask for 2 to 1,000.' }])
})
