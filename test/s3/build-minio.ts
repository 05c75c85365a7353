import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { cache } from '../harness/install.ts'

const run = promisify(execFile)
const version = 'v0.0.0-20260212201848-7aac2a2c5b7c'
const source = `github.com/minio/minio@${version}`

/**
 * The last MinIO that is open takes bytes that nobody signed for (CVE-2026-41145, CVE-2026-40344), which its makers mended in what
 * they sell since. `mended` is the same server without that; `open` is as it is.
 */
export type Build = 'mended' | 'open'

/** What looks who asks, before anything is written: nowhere else is the signature of such a request looked at. */
const gap = `			s3Err = ErrNone
		}
	}
	if s3Err != ErrNone {
		return s3Err
	}

	logger.GetReqInfo(ctx).Cred = cred`
const mended = gap.replace(
  '\t\t}\n\t}',
  `		}
		if cred.AccessKey != "" && doesSignatureMatch(unsignedPayloadTrailer, r, region, serviceS3) != ErrNone {
			s3Err = ErrSignatureDoesNotMatch
		}
	}`,
)

/** The program, built from source by Go, once. */
export async function buildMinio(build: Build): Promise<string> {
  const binary = join(cache, `minio-${version}-${build}`)
  if (existsSync(binary)) return binary
  console.log(`Building a MinIO server (${build}) by Go; this takes some minutes, once.`)
  await mkdir(cache, { recursive: true })
  const folder = await mkdtemp(join(cache, 'minio-begun-'))
  try {
    const inFolder = { cwd: folder, timeout: 20 * 60_000 }
    const { stdout } = await run('go', ['mod', 'download', '-json', source], inFolder)
    const { Dir } = JSON.parse(stdout) as { Dir: string }
    await run('cp', ['-r', `${Dir}/.`, folder])
    await run('chmod', ['-R', 'u+w', folder]) // what Go has downloaded nobody may write to
    if (build === 'mended') await mend(join(folder, 'cmd', 'auth-handler.go'))
    await run('go', ['build', '-o', 'built', '.'], inFolder)
    await rename(join(folder, 'built'), binary)
    return binary
  } catch (cause) {
    throw new Error(
      `These tests need an S3 server, and none can be had here: install Go 1.24 or newer. ${String(cause)}`,
      { cause },
    )
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function mend(file: string) {
  const text = await readFile(file, 'utf8')
  if (text.split(gap).length !== 2) throw new Error(`${file} is not the one that is known.`)
  await writeFile(
    file,
    text.replace(gap, () => mended),
  )
}
