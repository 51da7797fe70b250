import { useLocale, useTranslations } from 'next-intl'
import {
  FilterBar,
  type FilterChoice,
  FilterInput,
  FilterSelect,
  SearchBox,
} from '@/components/staff/filter-bar'
import type { RawSearch } from '@/components/staff/list-address'
import {
  type ApplicationFilter,
  assessmentFilters,
  decisionFilters,
  feeFilters,
  filterNames,
  isNarrowed,
  stepFilters,
} from '@/lib/domain/applications/filter'
import { writeSort } from '@/lib/domain/applications/sort'
import { offerStates } from '@/lib/domain/decisions/decision'
import type { FilterChoices } from '@/lib/features/applications/queries/filter-choices'

type Props = {
  filter: ApplicationFilter
  choices: FilterChoices
  raw: RawSearch
  path: string
  allHref: string
}

/** What narrows the list of applications: the questions asked daily in sight, all others behind one press. */
export function ListFilters({ filter, choices, raw, path, allHref }: Props) {
  const t = useTranslations('staff')
  const l = useTranslations('lists.filter')
  const daily = useDailyChoices(filter, choices)
  const further = useFurtherChoices(filter, choices)
  const { score, created, submitted } = filter
  const bounds = [score?.min, score?.max, created?.from, created?.to, submitted?.from, submitted?.to]
  const inUse =
    further.filter(({ name, value }) => value && name !== 'sort').length +
    bounds.filter((value) => value !== undefined).length
  return (
    <FilterBar
      {...{ path, raw }}
      names={filterNames}
      keeps={['view', 'state', 'decided', 'dense']}
      isFiltered={isNarrowed(filter)}
      clearHref={allHref}
    >
      <SearchBox label={t('applications.search')} hint={l('search_hint')} value={filter.search} />
      {daily.map((choice) => (
        <FilterSelect key={choice.name} {...choice} />
      ))}
      <details className="order-last open:w-full" open={inUse > 0}>
        <summary className="inline-flex min-h-9 items-center text-sm text-brand underline underline-offset-3">
          {l('more', { count: inUse })}
        </summary>
        <div className="mt-2 flex flex-wrap items-end gap-3">
          {further.map((choice) => (
            <FilterSelect key={choice.name} {...choice} />
          ))}
          <FilterInput
            type="number"
            min={0}
            max={100}
            name="score_min"
            label={l('score_min')}
            value={score?.min}
          />
          <FilterInput
            type="number"
            min={0}
            max={100}
            name="score_max"
            label={l('score_max')}
            value={score?.max}
          />
          <FilterInput
            type="date"
            name="submitted_from"
            label={l('submitted_from')}
            value={submitted?.from}
          />
          <FilterInput type="date" name="submitted_to" label={l('submitted_to')} value={submitted?.to} />
          <FilterInput type="date" name="created_from" label={l('created_from')} value={created?.from} />
          <FilterInput type="date" name="created_to" label={l('created_to')} value={created?.to} />
        </div>
      </details>
    </FilterBar>
  )
}

function useDailyChoices(filter: ApplicationFilter, { intakes }: FilterChoices): FilterChoice[] {
  const t = useTranslations('staff')
  const locale = useLocale()
  return [
    {
      name: 'intake',
      label: t('applications.intake'),
      all: t('filter.all_intakes'),
      value: filter.intakes?.join(','),
      options: intakes.map(({ id, name }) => ({ value: id, label: name[locale] })),
    },
    {
      name: 'step',
      label: t('applications.step'),
      all: t('filter.all_steps'),
      value: filter.steps?.join(','),
      options: stepFilters.map((step) => ({ value: step, label: t(`step_filter.${step}`) })),
    },
    {
      name: 'assessment',
      label: t('applications.assessment'),
      all: t('filter.all_assessments'),
      value: filter.assessments?.join(','),
      options: assessmentFilters.map((state) => ({ value: state, label: t(`assessment_filter.${state}`) })),
    },
  ]
}

/** The orders most asked for; every other is made in the table's headers. */
const orders = ['created', 'name', '-submitted', '-updated', '-score', '-review_score'] as const

function useFurtherChoices(
  filter: ApplicationFilter,
  { programmes, stages, reviewers }: FilterChoices,
): FilterChoice[] {
  const l = useTranslations('lists')
  const locale = useLocale()
  const all = l('filter.all')
  return [
    {
      name: 'sort',
      label: l('filter.order'),
      all: l('order.newest'),
      value: filter.sort && writeSort(filter.sort).join(','),
      options: orders.map((order) => ({ value: order, label: l(`order.${order.replace('-', 'most_')}`) })),
    },
    {
      name: 'programme',
      label: l('column.programme'),
      all,
      value: filter.programmes?.join(','),
      options: [
        { value: 'none', label: l('filter.no_programme') },
        ...programmes.map(({ id, name }) => ({ value: id, label: name[locale] })),
      ],
    },
    {
      name: 'fee',
      label: l('column.fee'),
      all,
      value: filter.fees?.join(','),
      options: feeFilters.map((state) => ({ value: state, label: l(`fee.${state}`) })),
    },
    {
      name: 'stage',
      label: l('column.stage'),
      all,
      value: filter.stages?.join(','),
      options: [
        { value: 'none', label: l('filter.no_stage') },
        ...stages.map(({ id, name, intakeCode }) => ({ value: id, label: `${intakeCode}: ${name[locale]}` })),
      ],
    },
    {
      name: 'reviewer',
      label: l('column.reviewers'),
      all,
      value: filter.reviewers?.join(','),
      options: [
        { value: 'me', label: l('filter.me') },
        { value: 'none', label: l('filter.nobody') },
        ...reviewers.map(({ id, fullName }) => ({ value: id, label: fullName })),
      ],
    },
    {
      name: 'query',
      label: l('column.query'),
      all,
      value: filter.query,
      options: [{ value: 'open', label: l('query.open') }],
    },
    {
      name: 'decision',
      label: l('column.decision'),
      all,
      value: filter.decisions?.join(','),
      options: decisionFilters.map((kind) => ({ value: kind, label: l(`decision.${kind}`) })),
    },
    {
      name: 'offer',
      label: l('column.offer'),
      all,
      value: filter.offers?.join(','),
      options: offerStates.map((state) => ({ value: state, label: l(`offer.${state}`) })),
    },
  ]
}
