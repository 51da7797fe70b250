import { expect, type Page } from '@playwright/test'

/** Answers that lead to computing first; the key is a part of the question, the value the option. */
export const likesComputing = {
  'What number comes next?': '48',
  'On a free Saturday': 'Build an app or a small robot',
  'in a group project': 'Make the tool or the code work',
  'Which headline': 'A new chip made in India',
  'Which subject': 'Computer Science',
}

/** Uses the start link up: the test opens. */
export async function beginsTest(tab: Page): Promise<void> {
  await tab.getByRole('button', { name: 'Begin test' }).click()
  await expect(tab.getByRole('button', { name: 'Finish test' })).toBeVisible()
}

export async function finishesTest(
  tab: Page,
  answers: Record<string, string> = likesComputing,
): Promise<void> {
  await answersTest(tab, answers)
  await tab.getByRole('button', { name: 'Finish test' }).click()
  await expect(tab.getByRole('heading', { name: 'Your test is finished' })).toBeVisible()
}

export async function leavesTest(tab: Page, answers: Record<string, string> = {}): Promise<void> {
  await answersTest(tab, answers)
  await tab.getByRole('button', { name: 'Leave without finishing' }).click()
  await expect(tab.getByRole('heading', { name: 'You left the test' })).toBeVisible()
}

async function answersTest(tab: Page, answers: Record<string, string>): Promise<void> {
  for (const [question, option] of Object.entries(answers)) {
    await tab.getByRole('group', { name: question }).getByLabel(option, { exact: true }).check()
  }
}
