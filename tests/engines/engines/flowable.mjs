// Flowable through its REST interface.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { client, start } from '../lib/java.mjs';
import { zip } from '../lib/zip.mjs';

export async function flowable(jar) {
  const { origin, stop } = await start(jar, ['--spring.datasource.url=jdbc:h2:mem:engine', '--flowable.async-executor-activate=false',
    '--flowable.async-history-executor-activate=false'], '/process-api/repository/process-definitions');
  const api = client(`${origin}/process-api`);
  const work = client(`${origin}/external-job-api`);

  /** A process alone as it is, what belongs together as an archive. */
  async function deploy(files) {
    const named = files.map((file) => [file.split('/').at(-1), readFileSync(file)]);
    const [name, bytes] = named.length === 1 ? named[0] : ['process.zip', zip(named)];
    const form = new FormData();
    form.set('file', new Blob([bytes]), name);
    const answer = await fetch(`${origin}/process-api/repository/deployments`, { method: 'POST', body: form });
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
      const { data: [state] } = await api.get(`/history/historic-process-instances?processInstanceId=${id}`);
      if (state.endTime) return { ...(await result(id, given, model)), asked };
      if (events.length > 0 && (await happen(id, events[0], model, scenario.first))) {
        events.shift();
        continue;
      }
      const called = (await api.get(`/runtime/process-instances?superProcessInstanceId=${id}`)).data.map((one) => one.id);
      if (await tasks([id, ...called], model, scenario, answer, asked)) continue;
      if (await workers([id, ...called], answer, given)) continue;
      if (await jobs([id, ...called])) continue;
      const { data: [timer] } = await api.get(`/management/timer-jobs?processInstanceId=${id}`);
      if (!timer) throw new Error(`waits for something that the test does not know: ${JSON.stringify((await api.get(`/runtime/executions?processInstanceId=${id}`)).data.map((one) => one.activityId))}`);
      await fire(timer);
    }
    throw new Error('did not end');
  }

  async function jobs(instances) {
    for (const instance of instances) {
      const { data: [job] } = await api.get(`/management/jobs?processInstanceId=${instance}`);
      if (!job) continue;
      await api.post(`/management/jobs/${job.id}`, { action: 'execute' });
      return true;
    }
    return false;
  }

  async function begin(model, scenario) {
    const variables = typed(scenario.start);
    const message = model.messages.get(scenario.begin);
    if (!scenario.begin) return (await api.post('/runtime/process-instances', { processDefinitionKey: model.id, variables })).id;
    if (message) return (await api.post('/runtime/process-instances', { message, variables })).id;
    const signal = model.signals.get(scenario.begin);
    if (signal) {
      await api.post('/runtime/signals', { signalName: signal, variables });
    } else {
      const { data } = await api.get('/management/timer-jobs?size=500');
      const definitions = (await api.get(`/repository/process-definitions?key=${model.id}`)).data.map((one) => one.id);
      await fire(data.find((one) => definitions.includes(one.processDefinitionId) && (one.elementId ?? scenario.begin) === scenario.begin));
    }
    return (await api.get(`/history/historic-process-instances?processDefinitionKey=${model.id}`)).data[0].id;
  }

  async function fire(timer) {
    await api.post(`/management/timer-jobs/${timer.id}`, { action: 'move' });
    await api.post(`/management/jobs/${timer.id}`, { action: 'execute' });
  }

  /** Lets an event happen that is waited for now. */
  async function happen(id, event, model, first) {
    const { data: timers } = await api.get(`/management/timer-jobs?processInstanceId=${id}`);
    const timer = timers.find((one) => one.elementId === event);
    if (timer) {
      await fire(timer);
      return true;
    }
    const { data: waiting } = await api.get(`/runtime/event-subscriptions?processInstanceId=${id}`);
    const found = waiting.find((one) => one.activityId === event);
    if (found?.eventType === 'message') {
      await api.put(`/runtime/executions/${found.executionId}`, { action: 'messageEventReceived', messageName: found.eventName });
      return true;
    }
    if (found?.eventType === 'signal') {
      await api.put(`/runtime/executions/${found.executionId}`, { action: 'signalEventReceived', signalName: found.eventName });
      return true;
    }
    const { data: executions } = await api.get(`/runtime/executions?processInstanceId=${id}&activityId=${event}`);
    if (executions.length === 0 && !model.conditional.has(event)) return false;
    if (executions.length > 0 && model.nodes.get(event).type === 'bpmn:ReceiveTask') {
      await api.put(`/runtime/executions/${executions[0].id}`, { action: 'trigger' });
      return true;
    }
    // A condition is looked at when somebody asks: after those who can make it true are done.
    const open = (await api.get(`/runtime/tasks?processInstanceId=${id}`)).data;
    if (first ? open.some((one) => first.includes(one.taskDefinitionKey)) : open.length > 0) return false;
    await api.post(`/runtime/process-instances/${id}/evaluate-conditions`);
    return true;
  }

  async function tasks(instances, model, scenario, answer, asked) {
    for (const instance of instances) {
      const { data: open } = await api.get(`/runtime/tasks?processInstanceId=${instance}`);
      const task = open.find((one) => scenario.first?.includes(one.taskDefinitionKey)) ?? open[0];
      if (!task) continue;
      const links = await api.get(`/runtime/tasks/${task.id}/identitylinks`);
      model.expectGroups(scenario, task.taskDefinitionKey, links.filter((link) => link.type === 'candidate' && link.group).map((link) => link.group));
      const key = task.taskDefinitionKey;
      if (scenario.people?.[key]) {
        const named = links.filter((link) => link.type === 'candidate' && link.user).map((link) => link.user).sort();
        assert.deepEqual({ assignee: task.assignee, users: named, due: task.dueDate?.slice(0, 10) }, scenario.people[key], `who does ${key}, and until when`);
      }
      const { variables } = answer(key);
      if (scenario.asks?.[key]) await fill(task, key, variables, asked);
      else await api.post(`/runtime/tasks/${task.id}`, { action: 'complete', variables: typed(variables) });
      return true;
    }
    return false;
  }

  /** By its form, which takes no answer that lacks what must be filled in. */
  async function fill(task, key, variables, asked) {
    const { formProperties } = await api.get(`/form/form-data?taskId=${task.id}`);
    asked[key] = formProperties.map((property) => property.id);
    // Of the first one only: what the case knows need not be said again.
    if (Object.keys(asked).length === 1) {
      let refused = null;
      await api.post('/form/form-data', { taskId: task.id, properties: [] }).catch((error) => { refused = error; });
      if (!refused) throw new Error(`${key} takes an empty form`);
    }
    await api.post('/form/form-data', { taskId: task.id, properties: Object.entries(variables).map(([id, value]) => ({ id, value: String(value) })) });
  }

  async function workers(instances, answer, given) {
    for (const instance of instances) {
      const { data: [waiting] } = await work.get(`/jobs?processInstanceId=${instance}`);
      if (!waiting) continue;
      const topic = waiting.elementId && (await topicOf(waiting));
      const acquired = await work.post('/acquire/jobs', { topic, lockDuration: 'PT10M', workerId: 'test', numberOfTasks: 1 });
      const [job] = acquired;
      given[job.elementId] = Object.fromEntries((job.variables ?? []).map(({ name, value }) => [name, value]));
      const { error, variables } = answer(job.elementId);
      if (error) await work.post(`/acquire/jobs/${job.id}/bpmnError`, { workerId: 'test', errorCode: error });
      else await work.post(`/acquire/jobs/${job.id}/complete`, { workerId: 'test', variables: typed(variables) });
      // What follows is done by a job of its own.
      return true;
    }
    return false;
  }

  async function topicOf(job) {
    const definition = await api.get(`/repository/process-definitions/${job.processDefinitionId}`);
    const answer = await fetch(`${origin}/process-api/repository/deployments/${definition.deploymentId}/resourcedata/${encodeURIComponent(definition.resource.split('/').at(-1))}`);
    const xml = await answer.text();
    const tag = new RegExp(`<[^>]* id="${job.elementId}"[^>]*>`).exec(xml)[0];
    return /topic="([^"]*)"/.exec(tag)[1];
  }

  async function result(id, given, model) {
    const history = await client(origin).get(`/visits/${id}`);
    const passed = new Set(history.map((one) => one.id));
    // Events at a border are in the history whether they happened or not: those that did were left by a flow. Ends that
    // take their own scope away were reached all the same.
    const visited = history.filter(({ id: node, type, taken }) => type !== 'sequenceFlow' && (type === 'boundaryEvent'
      ? model.nodes.get(node)?.outgoing.some((flow) => passed.has(flow)) : taken === 'null' || type.endsWith('ndEvent'))).map((one) => one.id);
    const { data: variables } = await api.get(`/history/historic-variable-instances?processInstanceId=${id}&size=500`);
    return {
      visited,
      variables: Object.fromEntries(variables.map(({ variable }) => [variable.name, variable.value])),
      given,
    };
  }

  const undeploy = (id) => api.remove(`/repository/deployments/${id}?cascade=true`);

  return { name: 'flowable', target: 'flowable', deploy, undeploy, run, stop };
}

const typed = (variables = {}) => Object.entries(variables).map(([name, value]) => (value?.$day
  ? { name, type: 'date', value: `${value.$day}T00:00:00Z` } : Array.isArray(value) ? { name, type: 'json', value } : { name, value }));
