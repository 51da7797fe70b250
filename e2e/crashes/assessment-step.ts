import { expect } from '../support/app'
import { beginsTest, finishesTest } from '../support/study-test'
import type { Walker } from './walker'

/** Takes the test, or waits for what became of one that was taken. */
export async function sitsTest(walker: Walker) {
  const { me, name, told, diary, heading } = walker
  await me.goesToAssessment()
  const shown = await heading()
  if (shown === 'Your assessment is finished') return
  if (told.isTestFinished || shown.startsWith('You have finished the test')) return waitsForResult(walker)
  diary.notes(name, 'starts the assessment', 'launch')
  const tab = await me.opensTest()
  try {
    await expect(tab.getByRole('button', { name: 'Begin test' })).toBeVisible()
    told.launches += 1
    diary.notes(name, 'takes the test')
    await beginsTest(tab)
    diary.notes(name, 'finishes the test')
    await finishesTest(tab)
    told.isTestFinished = true
  } finally {
    await tab.close()
  }
  await waitsForResult(walker)
}

async function waitsForResult({ me, name, diary }: Walker) {
  diary.notes(name, 'waits for the result')
  await me.checksUntil('Your assessment is finished')
}
