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
  serializers: { err: (error: unknown) => (error instanceof Error ? plainError(error) : String(error)) },
  hooks: {
    logMethod(args, method) {
      method.apply(
        this,
        args.map((part) => (typeof part === 'string' ? redactCommon(part) : part)) as typeof args,
      )
    },
  },
})

/** What an error may say in the log: a database error carries the values of its query, which are people's. */
export function plainError(error: Error): Record<string, unknown> {
  const say = (text: string) => redactCommon(text.replace(/\nparams: [^]*?(?=\n {4}at |$)/, ''))
  const { cause } = error
  return {
    type: error.name,
    message: say(error.message),
    stack: say(error.stack ?? ''),
    ...('code' in error ? { code: String(error.code) } : {}),
    ...(cause instanceof Error ? { cause: plainError(cause) } : {}),
  }
}
