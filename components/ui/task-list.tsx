import Link from 'next/link'
import type { ReactNode } from 'react'
import { Badge } from './badge'
import type { Tone } from './tone'

export type Task = {
  key: string
  title: ReactNode
  /** Left out while the task cannot be opened. */
  href?: string
  status: { tone: Tone; word: string }
  /** Why it is locked or waiting, who acts and what happens next: a sentence. */
  note?: ReactNode
  /** Marks the task to do next. */
  current?: boolean
}

/** Steps in order, each with its state in a word and, where it is not open, the reason. */
export function TaskList({ tasks, label }: { tasks: readonly Task[]; label: string }) {
  return (
    <ol aria-label={label} className="border-t border-line">
      {tasks.map((task, index) => (
        <li
          key={task.key}
          aria-current={task.current ? 'step' : undefined}
          className="relative grid grid-cols-[2rem_1fr] gap-x-2 gap-y-1 border-b border-line py-4 aria-[current]:bg-brand-soft sm:grid-cols-[2rem_1fr_auto]"
        >
          <span aria-hidden className="figures ps-2 text-muted">
            {index + 1}
          </span>
          <span className="font-semibold">
            {task.href ? (
              <Link
                href={task.href}
                aria-describedby={`task-${task.key}`}
                className="text-brand underline underline-offset-3 after:absolute after:inset-0 hover:decoration-2"
              >
                {task.title}
              </Link>
            ) : (
              task.title
            )}
          </span>
          <span id={`task-${task.key}`} className="col-start-2 sm:col-start-3 sm:row-start-1 sm:pe-2">
            <Badge tone={task.status.tone}>{task.status.word}</Badge>
          </span>
          {task.note && <div className="col-start-2 max-w-prose text-muted">{task.note}</div>}
        </li>
      ))}
    </ol>
  )
}
