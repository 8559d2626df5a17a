/** Answers of a server that is not there. */
const json = (value: unknown, status = 200) => Promise.resolve(new Response(JSON.stringify(value), { status, headers: { 'content-type': 'application/json' } }));
const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

const PICTURE = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 276 140"><rect x="12" y="12" width="252" height="116" fill="#F2F8FF" stroke="#4C473F"/><rect x="60" y="40" width="40" height="30" rx="4" fill="#fff" stroke="#27221D"/><rect x="130" y="40" width="40" height="30" rx="4" fill="#fff" stroke="#27221D"/><circle cx="36" cy="55" r="8" fill="#fff" stroke="#27221D"/><path d="M44 55h16M100 55h30M170 55h30" stroke="#27221D"/><circle cx="208" cy="55" r="8" fill="#fff" stroke="#27221D" stroke-width="3"/></svg>`;

const BOARDS = [
  ['Antrag auf Wohngeld', 'modelled', 0, 24, [['Amira', 4], ['Jonas', 2], ['Tomasz', 6]]], ['Kleine Baugenehmigung', 'sketched', 20, 18, [['Marta', 5]]],
  ['Kita-Platz vergeben', 'sketched', 240, 9, []], ['Elterngeld: Ist und Soll', 'modelled', 1500, 30, []], ['Personalausweis beantragen', 'executable', 1700, 12, []], ['Ideen zum Bürgerbüro', null, 9000, 15, []],
].map(([title, stage, minutes, elements, here], i) => ({
  id: `b${String(i)}`, title, role: 'owner', created: ago(10_000), updated: ago(minutes as number), elements, stage, done: 8, of: 11,
  here: (here as [string, number][]).map(([name, colour]) => ({ name, colour })), picture: '',
}));

const missing = (code: string, element: string, params = {}) => ({ code, severity: 'error', element, params });

export function answer(url: URL, method: string, state: string): Promise<Response> {
  const path = url.pathname;
  if (path === '/api/me') return json({ account: state === 'out' ? null : { id: 'a', name: 'Katrin Vogt', email: 'k.vogt@example.org', admin: true }, setup: state === 'setup' });
  if (path === '/api/boards' && method === 'GET') return json({ boards: state === 'empty' ? [] : BOARDS });
  if (path === '/api/templates') return json([{ id: 'demo', title: 'Antrag auf Wohngeld', text: 'ein fertiger Ablauf zum Ausprobieren' }, { id: 'procurement', title: 'Beschaffung', text: 'Freigabe nach der Höhe des Preises' }]);
  if (path.endsWith('/picture.svg')) return Promise.resolve(new Response(PICTURE, { headers: { 'content-type': 'image/svg+xml' } }));
  if (path === '/api/join/preview') return json({ title: 'Antrag auf Wohngeld', role: 'editor', ask: true, member: false, here: [{ name: 'Katrin Vogt', colour: 3 }, { name: 'Amira', colour: 4 }, { name: 'Jonas', colour: 2 }] });
  if (path.endsWith('/links')) return method === 'GET' ? json([{ id: 'l1', role: 'viewer', label: '', created: ago(100), expires: '2027-03-31T00:00:00Z' }]) : json({ id: 'l2', url: `${url.origin}/b/demo#7Kq2vXw1LrTzYb0cHn5d3A` });
  if (path.endsWith('/export/report')) {
    return json({ stage: 'modelled', done: 8, of: 11, taken: 34, translated: [{ code: 'export.lane-to-group', params: { lane: 'Sachbearbeitung', group: 'sachbearbeitung' } }],
      missing: url.searchParams.get('target') === 'operaton' ? [missing('task.missing-form', 'a'), missing('flow.missing-condition', 'b', { gateway: 'Anspruch?' }), missing('task.missing-service', 'c')] : [], beside: [], stays: 11 });
  }
  if (path.endsWith('/called')) return json({ boards: [], findings: [] });
  if (path.endsWith('/processes')) return json({ title: 'Kleine Baugenehmigung', processes: [{ key: 'Process_1', name: 'Kleine Baugenehmigung' }] });
  if (/^\/api\/boards\/[\w-]+$/.test(path)) return state === 'join' ? json({ code: 'not-found' }, 404) : json({ id: 'demo', title: 'Antrag auf Wohngeld', role: 'owner', epoch: 1, me: { name: 'Katrin Vogt', colour: 3, by: 1, guest: false } });
  return json({ code: 'not-found' }, 404);
}
