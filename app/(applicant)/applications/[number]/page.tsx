import type { Metadata } from 'next'
import { ApplicationHome } from '@/components/applications/application-home'
import { DecisionNews } from '@/components/decisions/own-decision'
import { OwnDocuments, QueryNotice } from '@/components/reviews/own-documents'
import { getApplicationHome } from '@/lib/features/applications/queries/home'
import { findDecisionNews } from '@/lib/features/decisions/queries/applicant'
import { getOwnQuery, listOwnDocuments } from '@/lib/features/reviews/queries/own-query'
import { requireApplicant } from '@/lib/platform/auth/current'

type Props = PageProps<'/applications/[number]'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await params).number }
}

export default async function ApplicationPage({ params, searchParams }: Props) {
  const { number } = await params
  const applicant = await requireApplicant(`/applications/${number}`)
  const [home, query, documents, news, { saved }] = await Promise.all([
    getApplicationHome(applicant, number),
    getOwnQuery(applicant, number),
    listOwnDocuments(applicant, number),
    findDecisionNews(applicant, number),
    searchParams,
  ])
  return (
    <>
      <ApplicationHome
        home={home}
        hasSavedPreferences={saved === 'preferences'}
        notice={
          <>
            {query.open && <QueryNotice query={query} />}
            <DecisionNews number={number} news={news} />
          </>
        }
      />
      <OwnDocuments number={number} documents={documents} />
    </>
  )
}
