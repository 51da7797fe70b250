/** Runs once before this process serves anyone: settings are checked here, so that a wrong one stops the start. */
export async function register() {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { configureProcess } = await import('@/lib/platform/process')
  configureProcess()
}
