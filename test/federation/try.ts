import { compare } from './compare.ts'
let all = 0,
  bad = 0,
  broken = 0
for (let seed = +process.argv[2]!; seed < +process.argv[3]!; seed++) {
  try {
    const { compared, differences } = await compare(seed, 40)
    all += compared
    bad += differences.length
    if (bad < 6 || process.argv[4]) for (const d of differences.slice(0, 2)) console.log(d)
  } catch (e) {
    broken++
    if (broken < 4) console.log('seed', seed, String((e as Error).stack).slice(0, 900))
  }
}
console.log({ all, bad, broken })
