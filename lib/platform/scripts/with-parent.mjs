// Preloaded into web and worker: when the process that started them is gone, however it went, they leave too.
// Programs that they start in turn inherit this file, and their channel to their own parent is not ours to touch.
if (process.channel && process.env.PRAVESH_PARENT === String(process.ppid)) {
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
  process.channel.unref()
}
