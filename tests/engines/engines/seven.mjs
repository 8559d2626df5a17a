// Camunda 7 and what came of it, Operaton and CIB seven, through the REST interface they share.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { client, start } from '../lib/java.mjs';

/** `target`: what files are written for; `more`: further settings of the application. */
export async function seven(name, jar, { target = name, more = [] } = {}) {
  const settings = `--${name.replace('7', '')}.bpm`;
  const { origin, stop, ended } = await start(jar, ['--spring.datasource.url=jdbc:h2:mem:engine', `${settings}.job-execution.enabled=false`,
    `${settings}.generic-properties.properties.java-serialization-format-enabled=true`, ...more], '/engine-rest/version');
  const api = client(`${origin}/engine-rest`);

  async function deploy(files) {
    const form = new FormData();
    form.set('deployment-name', 'wandel');
    files.forEach((file, index) => form.set(`file${index}`, new Blob([readFileSync(file)]), file.split('/').at(-1)));
    const answer = await fetch(`${origin}/engine-rest/deployment/create`, { method: 'POST', body: form });
    const text = await answer.text();
    if (!answer.ok) throw new Error(text);
    return JSON.parse(text).id;
  }

  async function run({ model, scenario, answer }) {
    const id = await begin(model, scenario);
    const events = [...(scenario.events ?? [])];
    const given = {};
    const asked = {};
    for (let step = 0; step < 500; step += 1) {
      const [state] = await api.get(`/history/process-instance?processInstanceId=${id}`);
      if (state.state !== 'ACTIVE') {
        if (state.state !== 'COMPLETED' && state.state !== 'INTERNALLY_TERMINATED') throw new Error(`ended as ${state.state}`);
        return { ...(await result(id, given)), asked };
      }
      if (events.length > 0 && (await happen(id, events[0]))) {
        events.shift();
        continue;
      }
      // What called processes do is answered as well.
      const instances = [id, ...(await api.get(`/process-instance?superProcessInstance=${id}`)).map((one) => one.id)];
      if (await tasks(instances, model, scenario, answer, asked)) continue;
      if (await workers(instances, answer, given)) continue;
      const [job] = await api.get(`/job?processInstanceId=${id}`);
      if (!job) throw new Error(`waits for something that the test does not know: ${JSON.stringify(await api.get(`/event-subscription?processInstanceId=${id}`))}`);
      await api.post(`/job/${job.id}/execute`, {});
    }
    throw new Error('did not end');
  }

  async function begin(model, scenario) {
    const variables = typed(scenario.start);
    if (!scenario.begin) return (await api.post(`/process-definition/key/${model.id}/start`, { variables })).id;
    const message = model.messages.get(scenario.begin);
    if (message) {
      const [{ processInstance }] = await api.post('/message', { messageName: message, processVariables: variables, resultEnabled: true });
      return processInstance.id;
    }
    const signal = model.signals.get(scenario.begin);
    if (signal) await api.post('/signal', { name: signal, variables });
    else if (model.conditional.has(scenario.begin)) await api.post('/condition', { variables });
    else await api.post(`/job/${(await jobOf(await api.get(`/job?processDefinitionKey=${model.id}`), scenario.begin)).id}/execute`, {});
    return (await api.get(`/history/process-instance?processDefinitionKey=${model.id}`))[0].id;
  }

  /** The job of an element among others. */
  async function jobOf(jobs, element) {
    for (const job of jobs) {
      const definition = await api.get(`/job-definition/${job.jobDefinitionId}`);
      if (definition.activityId === element) return job;
    }
    return null;
  }

  /** Lets an event happen that is waited for now. */
  async function happen(id, event) {
    const job = await jobOf(await api.get(`/job?processInstanceId=${id}`), event);
    if (job) {
      await api.post(`/job/${job.id}/execute`, {});
      return true;
    }
    const waiting = (await api.get(`/event-subscription?processInstanceId=${id}`)).find((one) => one.activityId === event);
    if (!waiting) return false;
    // A condition comes true by itself when its variables change.
    if (waiting.eventType === 'conditional') return false;
    if (waiting.eventType === 'signal') {
      await api.post('/signal', { name: waiting.eventName, executionId: waiting.executionId });
      return true;
    }
    if (waiting.eventType !== 'message') throw new Error(`${event} waits for ${waiting.eventType}`);
    await api.post('/message', { messageName: waiting.eventName, processInstanceId: id });
    return true;
  }

  async function tasks(instances, model, scenario, answer, asked) {
    for (const instance of instances) {
      const open = await api.get(`/task?processInstanceId=${instance}`);
      const task = open.find((one) => scenario.first?.includes(one.taskDefinitionKey)) ?? open[0];
      if (!task) continue;
      const links = await api.get(`/task/${task.id}/identity-links?type=candidate`);
      model.expectGroups(scenario, task.taskDefinitionKey, links.filter((link) => link.groupId).map((link) => link.groupId));
      const key = task.taskDefinitionKey;
      if (scenario.people?.[key]) {
        const named = links.filter((link) => link.userId).map((link) => link.userId).sort();
        assert.deepEqual({ assignee: task.assignee, users: named, due: task.due?.slice(0, 10) }, scenario.people[key], `who does ${key}, and until when`);
      }
      const { variables } = answer(key);
      if (scenario.asks?.[key]) await fill(task, key, variables, asked);
      else await api.post(`/task/${task.id}/complete`, { variables: typed(variables) });
      return true;
    }
    return false;
  }

  /** By the generated form: it shows the fields, and takes no answer that lacks what must be filled in. */
  async function fill(task, key, variables, asked) {
    const page = await (await fetch(`${origin}/engine-rest/task/${task.id}/rendered-form`)).text();
    asked[key] = [...page.matchAll(/cam-variable-name="([^"]+)"/g)].map((found) => found[1]);
    // What the case knows already is among them, too.
    const known = Object.keys(await api.get(`/task/${task.id}/form-variables`));
    for (const field of asked[key]) if (!known.includes(field)) throw new Error(`${field} is no variable of the form`);
    // Of the first one only: what the case knows need not be said again.
    if (Object.keys(asked).length === 1) {
      let refused = null;
      await api.post(`/task/${task.id}/submit-form`, { variables: {} }).catch((error) => { refused = error; });
      if (!refused) throw new Error(`${key} takes an empty form`);
    }
    await api.post(`/task/${task.id}/submit-form`, { variables: typed(variables) });
  }

  async function workers(instances, answer, given) {
    for (const instance of instances) {
      const [task] = await api.get(`/external-task?processInstanceId=${instance}&notLocked=true`);
      if (!task) continue;
      await api.post(`/external-task/${task.id}/lock`, { workerId: 'test', lockDuration: 60_000 });
      const local = await api.get(`/execution/${task.executionId}/localVariables`);
      given[task.activityId] = Object.fromEntries(Object.entries(local).map(([key, { value }]) => [key, value]));
      const { error, variables } = answer(task.activityId);
      if (error) await api.post(`/external-task/${task.id}/bpmnError`, { workerId: 'test', errorCode: error });
      else await api.post(`/external-task/${task.id}/complete`, { workerId: 'test', variables: typed(variables) });
      return true;
    }
    return false;
  }

  async function result(id, given) {
    const history = await api.get(`/history/activity-instance?processInstanceId=${id}`);
    const variables = await api.get(`/history/variable-instance?processInstanceId=${id}`);
    return {
      visited: history.filter((entry) => entry.endTime !== null && (!entry.canceled || LEAVING.includes(entry.activityType))).map((entry) => entry.activityId),
      variables: Object.fromEntries(variables.filter((one) => one.activityInstanceId === id).map((one) => [one.name, one.value])),
      given,
    };
  }

  return { name, target, origin, deploy, undeploy: (id) => api.remove(`/deployment/${id}?cascade=true`), run, stop, ended };
}

/** What the engine calls cancelled although it was passed: it takes its own scope away. */
const LEAVING = ['eventBasedGateway', 'errorEndEvent', 'escalationEndEvent', 'cancelEndEvent'];

const typed = (variables = {}) => Object.fromEntries(Object.entries(variables).map(([key, value]) => [key, value?.$day
  ? { type: 'Date', value: `${value.$day}T00:00:00.000+0000` } : Array.isArray(value)
  ? { type: 'Object', value: javaList(value), valueInfo: { objectTypeName: 'java.util.ArrayList', serializationDataFormat: 'application/x-java-serialized-object' } }
  : { value }]));

/** A list of texts as Java serializes it (Object Serialization Stream Protocol): the engines take no other list. */
function javaList(texts) {
  const int = (number) => Buffer.from([number >>> 24, number >>> 16, number >>> 8, number]);
  const text = (value) => Buffer.concat([int(Buffer.byteLength(value)).subarray(2), Buffer.from(value)]);
  return Buffer.concat([
    Buffer.from('aced00057372', 'hex'), text('java.util.ArrayList'), Buffer.from('7881d21d99c7619d03000149', 'hex'), text('size'),
    Buffer.from('7870', 'hex'), int(texts.length), Buffer.from('7704', 'hex'), int(texts.length),
    ...texts.map((value) => Buffer.concat([Buffer.from('74', 'hex'), text(value)])), Buffer.from('78', 'hex'),
  ]).toString('base64');
}
