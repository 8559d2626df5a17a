// Our board document beside Yjs: one replica of ours (`tests/src/bin/replica.rs`) and two of Yjs edit at random and take
// each other's updates, ours in a different order than they were made. At the end all three show the same, a snapshot of
// ours read by Yjs too, and what Yjs holds as a whole says nothing new to ours. `node differential.mjs REPLICA SEED STEPS`.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import readline from 'node:readline'
import * as Y from 'yjs'

const [program, first = '1', steps = '300', rounds = '5'] = process.argv.slice(2)
const hex = (bytes) => Buffer.from(bytes).toString('hex')
const bytes = (text) => Uint8Array.from(Buffer.from(text, 'hex'))

/** The replica of ours as a thing to ask. */
function replica(seed) {
  const child = spawn(program, [String(seed)], { stdio: ['pipe', 'pipe', 'inherit'] })
  const lines = readline.createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const line = async () => {
    const { value, done } = await lines.next()
    assert.ok(!done, 'the replica has ended')
    return value
  }
  return { line, ask: (words) => (child.stdin.write(`${words}\n`), line()), end: () => child.stdin.end() }
}

/** Numbers that depend on the seed only. */
function numbers(seed) {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0
    return (state >>> 8) % below
  }
}

/** What can be compared: deleted or not, abscissa, label. */
const show = (doc) =>
  [...doc.getMap('elements')]
    .map(([id, element]) => `${id}|${element.get('gone') === true}|${element.get('at')[1]}|${element.get('label')}`)
    .sort()
    .join(';')

/** An edit of a program that is not ours: plain elements, values of any kind, formats, roots and keys we do not know. */
function edit(doc, random, number) {
  const elements = doc.getMap('elements')
  const ids = [...elements.keys()].sort()
  const kind = random(9)
  doc.transact(() => {
    if (ids.length === 0 || kind === 0) {
      const label = new Y.Text('yjs 😎 text')
      const element = new Y.Map(Object.entries({ kind: 'note', wh: [100.25, 1e6], z: `a${random(9)}` }))
      element.set('at', ['board', random(900) / 64, 0.5])
      element.set('label', label)
      element.set('p.x', { a: [1, null, true, 'ü', new Uint8Array([1, 2])], b: 123456789012345, c: -0.5 })
      elements.set(`e_${String(number).padStart(4, '0')}${String(doc.clientID).padStart(7, '0')}`, element)
      return
    }
    const element = elements.get(ids[random(ids.length)])
    const label = element.get('label')
    if (kind === 1) element.set('gone', true)
    else if (kind === 2) element.delete('gone')
    else if (kind === 3) element.set('at', ['board', random(90000) / 64, -1])
    else if (kind === 4 && label.length > 3) {
      // Whole letters, also where one of them is two code units.
      const text = label.toString()
      const at = random(label.length - 1)
      const start = text.codePointAt(at - 1) > 0xffff ? at - 1 : at
      label.delete(Math.max(0, start), text.codePointAt(Math.max(0, start)) > 0xffff ? 2 : 1)
    } else if (kind === 5) label.insert(label.length, `y${String.fromCodePoint(0x1f600 + random(50))}`)
    // Not within a letter: Yjs replaces a surrogate pair that is split, and its replicas come to differ (seen).
    else if (kind === 6) label.format(0, [...label.toString()].slice(0, 2).join('').length, { bold: true })
    else if (kind === 7) doc.getMap('foreign').set(`k${random(5)}`, new Y.Array())
    else doc.getArray('list').push([{ x: number }, new Y.Map([['deep', new Y.Text('t')]])])
  })
}

async function compare(seed) {
  const ours = replica(seed)
  const random = numbers(seed)
  const docs = [new Y.Doc(), new Y.Doc()]
  const start = bytes(await ours.line())
  const made = docs.map(() => [])
  docs.forEach((doc, number) => {
    doc.clientID = 1000 + number
    Y.applyUpdate(doc, start, 'other')
    doc.on('update', (update, origin) => origin !== 'other' && made[number].push(update))
  })
  /** Updates of ours that a replica of Yjs has not yet taken. */
  const waiting = docs.map(() => [])
  const exchange = async (number) => {
    for (const update of made[number].splice(0)) {
      assert.equal(await ours.ask(`apply ${hex(update)}`), 'ok')
      // The other Yjs gets it twice: that must change nothing.
      for (const _ of [1, 2]) Y.applyUpdate(docs[1 - number], update, 'other')
    }
    for (const update of waiting[number].splice(0)) Y.applyUpdate(docs[number], update, 'other')
  }
  for (let step = 0; step < Number(steps); step++) {
    const who = random(3)
    if (who === 2) {
      const update = await ours.ask('edit')
      if (update) waiting.forEach((list) => list.push(bytes(update)))
    } else edit(docs[who], random, step)
    // Often nothing is exchanged for a while, so that both sides write at once.
    if (random(4) === 0) await exchange(random(2))
  }
  for (const number of [0, 1, 0]) await exchange(number)
  const shown = await ours.ask('show')
  const digest = await ours.line()
  const snapshot = new Y.Doc()
  Y.applyUpdate(snapshot, bytes(await ours.line()))
  assert.equal(show(docs[0]), show(docs[1]), 'two of Yjs')
  assert.equal(shown, show(docs[0]), 'ours and Yjs')
  assert.equal(show(snapshot), show(docs[0]), 'our snapshot in Yjs')
  assert.equal(await ours.ask(`apply ${hex(Y.encodeStateAsUpdate(docs[0]))}`), 'ok')
  await ours.ask('show')
  assert.equal(await ours.line(), digest, 'the whole of Yjs says something new')
  await ours.line()
  ours.end()
  return docs[0].getMap('elements').size
}

for (let seed = Number(first); seed < Number(first) + Number(rounds); seed++) {
  try {
    const elements = await compare(seed)
    console.log(`seed ${seed}: ${steps} edits, ${elements} elements, the same in ours and Yjs`)
  } catch (error) {
    console.error(`again with: node tests/browser/differential.mjs REPLICA ${seed} ${steps} 1`)
    throw error
  }
}
