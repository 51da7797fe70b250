// Preloaded into web and worker: when the process that started them is gone, however it went, they leave too.
if (process.channel) {
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
  process.channel.unref()
}
