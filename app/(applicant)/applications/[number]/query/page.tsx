import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { type AnswerNews, OwnQueryScreen } from '@/components/reviews/own-query'
import { getOwnQuery } from '@/lib/features/reviews/queries/own-query'
import { requireApplicant } from '@/lib/platform/auth/current'

type Props = PageProps<'/applications/[number]/query'>

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const [t, news] = await Promise.all([getTranslations('review.own'), readNews(searchParams)])
  const hasError = news.isChecked || news.refused !== null || Object.keys(news.files).length > 0
  return { title: hasError ? t('error_title', { title: t('title') }) : t('title') }
}

export default async function QueryPage({ params, searchParams }: Props) {
  const { number } = await params
  const applicant = await requireApplicant(`/applications/${number}/query`)
  return <OwnQueryScreen query={await getOwnQuery(applicant, number)} news={await readNews(searchParams)} />
}

async function readNews(searchParams: Props['searchParams']): Promise<AnswerNews> {
  const { checked, kept, sent, refused, files } = await searchParams
  const pairs = typeof files === 'string' ? files.split(',').map((pair) => pair.split('.')) : []
  return {
    isChecked: checked === 'yes',
    isKept: kept === 'yes',
    isSent: sent === 'yes',
    refused: typeof refused === 'string' ? refused : null,
    files: Object.fromEntries(
      pairs.flatMap(([id, code]): [string, string][] => (id && code ? [[id, code]] : [])),
    ),
  }
}
