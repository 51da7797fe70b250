import { spawnSync } from 'node:child_process'
import { chownSync, lstatSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { Sentence } from './command.mjs'

/**
 * How to run PostgreSQL, which refuses to be root. An ordinary user runs it directly. Root runs it as `nobody`, or,
 * where `nobody` cannot reach the folders (a checkout in a root-only home), in a user namespace in which root looks
 * like `nobody`. Where the system can, the server is also told to stop when its parent is killed.
 * @param {string} folder that the server must reach
 * @param {string} binary that it must be able to run
 * @returns {{ prefix: string[], owner: { uid: number, gid: number } | null }} words before the command; who must own the data
 * @throws {Sentence} when root has neither way
 */
export function serverUser(folder, binary) {
  const dieWithParent = canRun('setpriv', ['--pdeathsig', 'INT', 'true'])
    ? ['setpriv', '--pdeathsig', 'INT']
    : []
  if (process.getuid?.() !== 0) return { prefix: dieWithParent, owner: null }

  const nobody = { uid: idOfNobody('-u'), gid: idOfNobody('-g') }
  const asNobody = ['setpriv', `--reuid=${nobody.uid}`, `--regid=${nobody.gid}`, '--clear-groups']
  const reach = ['sh', '-c', 'cd "$1" && "$2" --version', 'sh', folder, binary]
  if (dieWithParent.length > 0 && canRun(asNobody[0], [...asNobody.slice(1), ...reach])) {
    return { prefix: [...asNobody, '--pdeathsig', 'INT'], owner: nobody }
  }

  const inNamespace = ['unshare', '-U', '--map-user=65534', '--map-group=65534']
  if (canRun(inNamespace[0], [...inNamespace.slice(1), ...reach])) {
    return { prefix: [...inNamespace, ...dieWithParent], owner: { uid: 0, gid: 0 } }
  }
  throw new Sentence(
    'PostgreSQL does not run as root, and the user "nobody" cannot reach this folder. Run the command as an ordinary user, put the project and DATA_DIR where everyone may enter (for example under /srv), or point DATABASE_URL at a PostgreSQL 15 or newer.',
  )
}

/** Gives a folder and all inside to a user; quick when it already is so. */
export function giveTo(owner, folder) {
  if (!owner || lstatSync(folder).uid === owner.uid) return
  for (const entry of readdirSync(folder, { recursive: true }))
    chownSync(join(folder, entry), owner.uid, owner.gid)
  chownSync(folder, owner.uid, owner.gid)
}

function canRun(command, args) {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0
}

function idOfNobody(flag) {
  const { status, stdout } = spawnSync('id', [flag, 'nobody'], { encoding: 'utf8' })
  return status === 0 ? Number(stdout) : 65534
}
