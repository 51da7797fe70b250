import pino from 'pino'
import { redactCommon } from './http'

/** The process log (entry points set its level from LOG_LEVEL): JSON lines, without personal data or secrets. Durable facts belong in events, not here. */
export const log = pino({
  level: 'info',
  base: undefined,
  timestamp: pino.stdTimeFunctions.isoTime,
  redact: {
    paths: ['*.password', '*.token', '*.secret', '*.email', '*.mobile', 'headers', '*.headers'],
    censor: '•••',
  },
  hooks: {
    logMethod(args, method) {
      method.apply(
        this,
        args.map((part) => (typeof part === 'string' ? redactCommon(part) : part)) as typeof args,
      )
    },
  },
})
