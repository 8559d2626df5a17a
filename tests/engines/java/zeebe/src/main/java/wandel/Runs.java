package wandel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camunda.zeebe.client.ZeebeClient;
import io.camunda.zeebe.client.api.response.ActivatedJob;
import io.camunda.zeebe.client.api.response.DeploymentEvent;
import io.camunda.zeebe.process.test.api.ZeebeTestEngine;
import io.camunda.zeebe.protocol.record.Record;
import io.camunda.zeebe.protocol.record.RecordType;
import io.camunda.zeebe.protocol.record.ValueType;
import io.camunda.zeebe.protocol.record.intent.JobIntent;
import io.camunda.zeebe.protocol.record.intent.ProcessInstanceIntent;
import io.camunda.zeebe.protocol.record.intent.ProcessMessageSubscriptionIntent;
import io.camunda.zeebe.protocol.record.intent.SignalSubscriptionIntent;
import io.camunda.zeebe.protocol.record.intent.TimerIntent;
import io.camunda.zeebe.protocol.record.value.BpmnElementType;
import io.camunda.zeebe.protocol.record.value.IncidentRecordValue;
import io.camunda.zeebe.protocol.record.value.JobRecordValue;
import io.camunda.zeebe.protocol.record.value.ProcessInstanceRecordValue;
import io.camunda.zeebe.protocol.record.value.ProcessMessageSubscriptionRecordValue;
import io.camunda.zeebe.protocol.record.value.SignalSubscriptionRecordValue;
import io.camunda.zeebe.protocol.record.value.TimerRecordValue;
import io.camunda.zeebe.protocol.record.value.VariableRecordValue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Deploys processes and takes them through a scenario: jobs are answered, messages sent, the clock turned on. */
final class Runs {
  private static final int MAX_STEPS = 500;

  private final ZeebeTestEngine engine;
  private final ZeebeClient client;
  private final ObjectMapper json;
  private Duration turned = Duration.ZERO;

  Runs(ZeebeTestEngine engine, ObjectMapper json) {
    this.engine = engine;
    // There is no REST interface; and a busy machine may take longer than the default of ten seconds.
    this.client = ZeebeClient.newClientBuilder().usePlaintext().preferRestOverGrpc(false)
        .gatewayAddress(engine.getGatewayAddress()).defaultRequestTimeout(Duration.ofSeconds(60)).build();
    this.json = json;
  }

  Map<String, Object> deploy(JsonNode files) {
    var command = client.newDeployResourceCommand();
    List<String> names = new ArrayList<>();
    files.fieldNames().forEachRemaining(names::add);
    var first = command.addResourceBytes(bytes(files, names.get(0)), names.get(0));
    for (String name : names.subList(1, names.size())) {
      first = first.addResourceBytes(bytes(files, name), name);
    }
    DeploymentEvent event = first.send().join();
    List<String> keys = new ArrayList<>();
    event.getProcesses().forEach(process -> keys.add(Long.toString(process.getProcessDefinitionKey())));
    return Map.of("keys", keys);
  }

  private static byte[] bytes(JsonNode files, String name) {
    return files.get(name).asText().getBytes(StandardCharsets.UTF_8);
  }

  Map<String, Object> run(JsonNode run) throws Exception {
    long before = position();
    long instance = begin(run, before);
    List<String> events = new ArrayList<>();
    run.path("events").forEach(event -> events.add(event.asText()));
    Map<String, Integer> visits = new HashMap<>();
    Map<Long, ActivatedJob> open = new LinkedHashMap<>();
    Map<String, Object> given = new HashMap<>();
    Map<String, Object> headers = new HashMap<>();
    Set<Long> happened = new HashSet<>();
    for (int step = 0; step < MAX_STEPS; step++) {
      engine.waitForIdleState(Duration.ofSeconds(10));
      if (ended(instance)) {
        return result(instance, given, headers);
      }
      if (!events.isEmpty() && happen(events.get(0), run, instance, before, happened)) {
        events.remove(0);
        continue;
      }
      // A timer that the scenario does not speak of goes off when nothing else is left to do.
      if (!answer(run, before, visits, open, given, headers) && !happen(null, run, instance, before, happened)) {
        throw new IllegalStateException("waits for something that the test does not know: " + waiting(instance));
      }
    }
    client.newCancelInstanceCommand(instance).send().join();
    throw new IllegalStateException("did not end");
  }

  private long begin(JsonNode run, long before) throws Exception {
    String process = run.get("process").asText();
    if (!run.hasNonNull("begin")) {
      return client.newCreateInstanceCommand().bpmnProcessId(process).latestVersion()
          .variables(json.writeValueAsString(run.path("variables"))).send().join().getProcessInstanceKey();
    }
    if (run.hasNonNull("message")) {
      client.newPublishMessageCommand().messageName(run.get("message").asText()).correlationKey("")
          .variables(json.writeValueAsString(run.path("variables"))).send().join();
    } else if (run.path("signals").has(run.get("begin").asText())) {
      client.newBroadcastSignalCommand().signalName(run.path("signals").get(run.get("begin").asText()).asText())
          .variables(json.writeValueAsString(run.path("variables"))).send().join();
    } else {
      untilDue(process, run.get("begin").asText());
    }
    engine.waitForIdleState(Duration.ofSeconds(10));
    for (Record<?> record : since(before)) {
      if (record.getIntent() == ProcessInstanceIntent.ELEMENT_ACTIVATED
          && record.getValue() instanceof ProcessInstanceRecordValue value
          && value.getBpmnElementType() == BpmnElementType.PROCESS
          && value.getBpmnProcessId().equals(process)) {
        return value.getProcessInstanceKey();
      }
    }
    throw new IllegalStateException("nothing began");
  }

  /** The newest timer of a process that nobody has begun yet. */
  private void untilDue(String process, String element) {
    long due = 0;
    for (Record<?> record : since(0)) {
      if (record.getIntent() == TimerIntent.CREATED
          && record.getValue() instanceof TimerRecordValue timer
          && timer.getTargetElementId().equals(element)
          && timer.getProcessInstanceKey() == -1) {
        due = timer.getDueDate();
      }
    }
    turnTo(due);
  }

  /** Completes or fails one open job; prefers the elements that the scenario names first. */
  private boolean answer(JsonNode run, long before, Map<String, Integer> visits, Map<Long, ActivatedJob> open, Map<String, Object> given,
      Map<String, Object> headers)
      throws Exception {
    Map<Long, String> missing = new LinkedHashMap<>();
    Set<Long> gone = new HashSet<>();
    for (Record<?> record : since(before)) {
      if (record.getRecordType() == RecordType.EVENT && record.getValue() instanceof JobRecordValue job) {
        if (record.getIntent() == JobIntent.CREATED) {
          missing.put(record.getKey(), job.getType());
        } else if (record.getIntent() == JobIntent.CANCELED || record.getIntent() == JobIntent.COMPLETED
            || record.getIntent() == JobIntent.ERROR_THROWN) {
          gone.add(record.getKey());
        }
      }
    }
    missing.keySet().removeAll(gone);
    missing.keySet().removeAll(open.keySet());
    // All that the engine says is there is asked for until it comes: a busy machine may need more than one request.
    for (int attempt = 0; attempt < 50 && !missing.isEmpty(); attempt++) {
      for (String type : new HashSet<>(missing.values())) {
        client.newActivateJobsCommand().jobType(type).maxJobsToActivate(50).timeout(Duration.ofDays(20_000))
            .requestTimeout(Duration.ofMillis(200)).send().join().getJobs().forEach(job -> open.put(job.getKey(), job));
      }
      missing.keySet().removeAll(open.keySet());
    }
    open.keySet().removeAll(gone);
    ActivatedJob next = null;
    for (ActivatedJob job : open.values()) {
      boolean first = contains(run.path("first"), job.getElementId());
      if (next == null || first) {
        next = job;
      }
    }
    if (next == null) {
      return false;
    }
    open.remove(next.getKey());
    String element = next.getElementId();
    given.put(element, next.getVariablesAsMap());
    headers.put(element, next.getCustomHeaders());
    JsonNode answers = run.path("answers").path(element);
    int visit = visits.merge(element, 1, Integer::sum) - 1;
    JsonNode answer = answers.isEmpty() ? json.createObjectNode() : answers.get(Math.min(visit, answers.size() - 1));
    if (answer.has("$error")) {
      client.newThrowErrorCommand(next.getKey()).errorCode(answer.get("$error").asText()).send().join();
    } else {
      client.newCompleteCommand(next.getKey()).variables(json.writeValueAsString(answer)).send().join();
    }
    return true;
  }

  private static boolean contains(JsonNode list, String text) {
    for (JsonNode one : list) {
      if (one.asText().equals(text)) {
        return true;
      }
    }
    return false;
  }

  /** Lets an event happen that is waited for now. */
  private boolean happen(String event, JsonNode run, long instance, long before, Set<Long> happened) throws Exception {
    for (Record<?> record : since(0)) {
      if (record.getIntent() == ProcessMessageSubscriptionIntent.CREATED
          && record.getValue() instanceof ProcessMessageSubscriptionRecordValue waiting
          && waiting.getProcessInstanceKey() == instance
          && waiting.getElementId().equals(event)
          && happened.add(record.getKey())) {
        client.newPublishMessageCommand().messageName(waiting.getMessageName())
            .correlationKey(waiting.getCorrelationKey()).timeToLive(Duration.ZERO).send().join();
        return true;
      }
      if (record.getIntent() == TimerIntent.CREATED
          && record.getValue() instanceof TimerRecordValue timer
          && timer.getProcessInstanceKey() == instance
          && (event == null || timer.getTargetElementId().equals(event))
          && happened.add(record.getKey())) {
        turnTo(timer.getDueDate());
        return true;
      }
      if (record.getIntent() == SignalSubscriptionIntent.CREATED
          && record.getPosition() > before
          && record.getValue() instanceof SignalSubscriptionRecordValue signal
          && signal.getBpmnProcessId().equals(run.get("process").asText())
          && signal.getCatchEventId().equals(event)
          && happened.add(record.getKey())) {
        client.newBroadcastSignalCommand().signalName(signal.getSignalName()).send().join();
        return true;
      }
    }
    return false;
  }

  private void turnTo(long due) {
    long now = System.currentTimeMillis() + turned.toMillis();
    Duration by = Duration.ofMillis(Math.max(0, due - now) + 1_000);
    engine.increaseTime(by);
    turned = turned.plus(by);
  }

  private boolean ended(long instance) {
    for (Record<?> record : since(0)) {
      boolean last = record.getIntent() == ProcessInstanceIntent.ELEMENT_COMPLETED
          || record.getIntent() == ProcessInstanceIntent.ELEMENT_TERMINATED;
      if (last && record.getKey() == instance && record.getValueType() == ValueType.PROCESS_INSTANCE) {
        return true;
      }
    }
    return false;
  }

  private Map<String, Object> result(long instance, Map<String, Object> given, Map<String, Object> headers) throws Exception {
    List<String> visited = new ArrayList<>();
    Map<String, Object> variables = new HashMap<>();
    for (Record<?> record : since(0)) {
      if (record.getRecordType() != RecordType.EVENT) {
        continue;
      }
      if (record.getIntent() == ProcessInstanceIntent.ELEMENT_COMPLETED
          && record.getValue() instanceof ProcessInstanceRecordValue value
          && value.getProcessInstanceKey() == instance
          && value.getBpmnElementType() != BpmnElementType.PROCESS
          && value.getBpmnElementType() != BpmnElementType.MULTI_INSTANCE_BODY) {
        visited.add(value.getElementId());
      }
      if (record.getValue() instanceof VariableRecordValue value && value.getScopeKey() == instance) {
        variables.put(value.getName(), json.readTree(value.getValue()));
      }
    }
    return Map.of("visited", visited, "variables", variables, "given", given, "headers", headers);
  }

  private String waiting(long instance) {
    StringBuilder said = new StringBuilder();
    for (Record<?> record : since(0)) {
      if (record.getValue() instanceof IncidentRecordValue incident && incident.getProcessInstanceKey() == instance) {
        said.append(incident.getElementId()).append(": ").append(incident.getErrorMessage()).append("; ");
      }
    }
    return said.isEmpty() ? "no incident" : said.toString();
  }

  private long position() {
    long last = 0;
    for (Record<?> record : engine.getRecordStreamSource().getRecords()) {
      last = Math.max(last, record.getPosition());
    }
    return last;
  }

  private List<Record<?>> since(long position) {
    List<Record<?>> records = new ArrayList<>();
    for (Record<?> record : engine.getRecordStreamSource().getRecords()) {
      if (record.getPosition() > position) {
        records.add(record);
      }
    }
    return records;
  }
}
