/** One plain-text e-mail, ready to leave. */
export type Mail = { messageId: string; to: string; subject: string; text: string; replyTo: string }

/** Something that takes mail away. Resolves when it has been accepted; throws ProviderError otherwise. */
export type Mailer = (mail: Mail) => Promise<void>
