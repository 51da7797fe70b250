import type { Sim } from '@/lib/providers/simulator-host'
import { createdAnswer } from './simulator-answers'
import { createAssessment } from './simulator-assessments'
import { refuse, say, type Call } from './simulator-calls'
import { countCall, faultIn, serverError, waitOr } from './simulator-faults'
import type { TestKey } from './simulator-questions'

type Project = { id: number; key: string; name: string; tests: TestKey[] }

/** Accounts the fake vendor gave out, each with its projects. */
export const clients: { username: string; password: string; projects: Project[] }[] = [
  {
    username: 'tp_sandbox',
    password: 'secret_sandbox',
    projects: [
      { id: 1041, key: 'GREENFIELD-APTITUDE', name: 'Greenfield Aptitude', tests: ['numerical', 'verbal'] },
      {
        id: 1042,
        key: 'GREENFIELD-FULL',
        name: 'Greenfield Aptitude and Personality',
        tests: ['numerical', 'verbal', 'abstract', 'personality'],
      },
      { id: 1043, key: 'GREENFIELD-SHORT', name: 'Greenfield Numbers', tests: ['numerical'] },
    ],
  },
  {
    username: 'tp_sandbox_2',
    password: 'secret_sandbox_2',
    projects: [
      { id: 2041, key: 'RIVERSIDE-APTITUDE', name: 'Riverside Aptitude', tests: ['verbal', 'abstract'] },
    ],
  },
]

/** Where a fault may be asked for. */
export const candidateWords = (call: Call) =>
  ['Email', 'FirstName', 'LastName', 'Username'].map((name) => call.param(name))

/** What the guide shows beside the errors of this call. */
export const noAssessment = { Assessment: { Id: 0, Tests: [] } }

/** The create call, once its access token has been found good. */
export async function createCandidate(
  call: Call,
  client: number,
  request: Request,
  sim: Sim,
): Promise<Response> {
  const project = clients[client]?.projects.find(({ key }) => key === call.param('ProjectAccessKey'))
  const wrong = wrongFields(call)
  if (!project) wrong.push(['ProjectAccessKey', 'Project access key is invalid'])
  if (wrong.length > 0 || !project) return refuse(call, wrong, noAssessment)
  const username = call.param('Username') || `${project.id}_${Math.floor(sim.now().getTime() / 1000)}`
  const made = await createAssessment(
    sim,
    {
      projectId: project.id,
      projectName: project.name,
      client,
      username,
      name: `${call.param('FirstName')} ${call.param('LastName')}`,
      fault: faultIn(...candidateWords(call)),
      redirectUrl: call.param('RedirectURL'),
      isShort: isTrue(call.param('HideInstructions')),
      extraPercent: isTrue(call.param('HasExtraTime')) ? 25 : Number(call.param('FactorPercentage') || 0),
    },
    project.tests,
  )
  if (!made) return refuse(call, [['Username', 'Username already exists']], noAssessment)
  const lost = await lostAnswer(call, username, request, sim)
  return lost ?? say(call, createdAnswer(made))
}

/** The candidate is there, but nobody hears of it. */
async function lostAnswer(
  call: Call,
  username: string,
  request: Request,
  sim: Sim,
): Promise<Response | null> {
  if (call.fault !== 'create-lost' && call.fault !== 'create-broken') return null
  if ((await countCall(`${call.fault}:${username}`, sim)) > 1) return null
  return call.fault === 'create-broken' ? serverError() : waitOr(request.signal)
}

/** The limits of the guide's field table, version 2.00. */
function wrongFields(call: Call): [string, string][] {
  const tooLong = ([name, most]: [string, number]): [string, string][] =>
    [...call.param(name)].length > most ? [[name, `${name} must be ${most} characters or fewer`]] : []
  const missing = ['FirstName', 'LastName', 'Email'].filter((name) => call.param(name) === '')
  const password = call.param('Password')
  const factor = call.param('FactorPercentage')
  const limits: [string, number][] = [
    ['ProjectAccessKey', 20],
    ['Username', 60],
    ['Password', 40],
    ['FirstName', 30],
    ['LastName', 30],
    ['Email', 60],
    ['RedirectURL', 1_000],
  ]
  return [
    ...missing.map((name): [string, string] => [name, `${name} is required`]),
    ...limits.flatMap(tooLong),
    ...(password !== '' && password.length < 9
      ? [['Password', 'Password must be 9 characters or more']]
      : []),
    ...(factor !== '' && !/^(?:[1-9]\d?|100)$/.test(factor)
      ? [['FactorPercentage', 'Factor percentage must be between 1 and 100']]
      : []),
  ] as [string, string][]
}

const isTrue = (word: string) => word.toLowerCase() === 'true'
