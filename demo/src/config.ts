const { DEMO_SEED = '99', LOG_LEVEL = 'error' } = process.env

/** Which ten countries are invented. */
export const seed = Number(DEMO_SEED)

/** The environment of the platform that the demo starts. */
export const platformEnvironment = (folder: string, port: number): NodeJS.ProcessEnv => ({
  ...process.env,
  WEFT_DATA_DIR: folder,
  WEFT_PORT: String(port),
  WEFT_FIRST_MODEL: 'none',
  LOG_LEVEL,
})
