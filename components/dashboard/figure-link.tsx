import { TextLink } from '@/components/ui/text-link'
import { type ApplicationFilter, writeApplicationFilter } from '@/lib/domain/applications/filter'

/** The list that a filter shows. */
export const listOf = (filter: ApplicationFilter): string => {
  const query = writeApplicationFilter(filter).toString()
  return query ? `/staff/applications?${query}` : '/staff/applications?sort=-created'
}

/** A number in a table that leads to what it counts; `of` says what, for those who hear the link alone. */
export function FigureLink({ count, filter, of }: { count: number; filter: ApplicationFilter; of: string }) {
  return (
    <TextLink href={listOf(filter)} prefetch={false} className="figures">
      {count.toLocaleString('en-IN')}
      <span className="sr-only">, {of}</span>
    </TextLink>
  )
}
