import { expect, test } from 'vitest'
import { hashPassword, verifyPassword } from './password'

test('the right password opens, a wrong one does not', async () => {
  const kept = await hashPassword('mango tree by the well')
  if (!kept.ok) throw new Error('refused')
  expect(kept.value).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect(await verifyPassword(kept.value, 'mango tree by the well')).toEqual({ ok: true, value: true })
  expect(await verifyPassword(kept.value, 'mango tree by the wall')).toEqual({ ok: true, value: false })
})

test('an e-mail that nobody has is checked all the same, and never opens', async () => {
  expect(await verifyPassword(null, 'nobody has this password')).toEqual({ ok: true, value: false })
})

test('a flood is refused beyond two at work and 64 in line, and everyone in line is served', async () => {
  const answers = await Promise.all(Array.from({ length: 70 }, (_, n) => verifyPassword(null, `guess ${n}`)))
  expect(answers.filter((answer) => !answer.ok)).toHaveLength(4)
  expect(await verifyPassword(null, 'later')).toEqual({ ok: true, value: false })
})
