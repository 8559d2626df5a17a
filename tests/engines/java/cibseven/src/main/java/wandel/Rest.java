package wandel;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cibseven.bpm.engine.ParseException;
import org.cibseven.bpm.engine.ProcessEngine;
import org.cibseven.bpm.engine.history.HistoricProcessInstance;
import org.cibseven.bpm.engine.runtime.Job;
import org.cibseven.bpm.engine.runtime.ProcessInstance;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartHttpServletRequest;

/** As much of the interface of Camunda 7 as the tests ask (`engines/seven.mjs`), by the services of CIB seven's engine. */
@RestController
@RequestMapping("/engine-rest")
class Rest {
  private final ProcessEngine engine;

  Rest(ProcessEngine engine) {
    this.engine = engine;
  }

  /** What the body of a request may say. */
  record Request(Map<String, Values.Said> variables, Map<String, Values.Said> processVariables, String messageName,
      String processInstanceId, String executionId, String name, String workerId, String errorCode, long lockDuration) {}

  /** A refusal in the engine's words, with the elements that it names. */
  @ExceptionHandler
  ResponseEntity<Map<String, Object>> refused(RuntimeException refusal) {
    List<String> elements = refusal instanceof ParseException parse
        ? parse.getResorceReports().stream().flatMap(report -> report.getErrors().stream())
            .flatMap(problem -> problem.getElementIds().stream()).toList()
        : List.of();
    return ResponseEntity.badRequest().body(Map.of("message", String.valueOf(refusal.getMessage()), "elements", elements));
  }

  @GetMapping("/version")
  Map<String, Object> version() {
    return Map.of("version", Optional.ofNullable(ProcessEngine.class.getPackage().getImplementationVersion()).orElse(ProcessEngine.VERSION));
  }

  @PostMapping("/deployment/create")
  Map<String, Object> deploy(MultipartHttpServletRequest form) throws IOException {
    var deployment = engine.getRepositoryService().createDeployment();
    for (var file : form.getFileMap().values()) {
      deployment.addInputStream(file.getOriginalFilename(), file.getInputStream());
    }
    return Map.of("id", deployment.deploy().getId());
  }

  @DeleteMapping("/deployment/{id}")
  void undeploy(@PathVariable("id") String id) {
    engine.getRepositoryService().deleteDeployment(id, true);
  }

  @PostMapping("/process-definition/key/{key}/start")
  Map<String, Object> start(@PathVariable("key") String key, @RequestBody Request request) {
    return Map.of("id", engine.getRuntimeService().startProcessInstanceByKey(key, Values.in(request.variables())).getId());
  }

  @PostMapping("/message")
  List<Map<String, Object>> message(@RequestBody Request request) {
    var correlation = engine.getRuntimeService().createMessageCorrelation(request.messageName());
    if (request.processInstanceId() != null) {
      correlation.processInstanceId(request.processInstanceId());
    }
    ProcessInstance began = correlation.setVariables(Values.in(request.processVariables())).correlateWithResult().getProcessInstance();
    return began == null ? List.of() : List.of(Map.of("processInstance", Map.of("id", began.getId())));
  }

  @PostMapping("/signal")
  void signal(@RequestBody Request request) {
    var signal = engine.getRuntimeService().createSignalEvent(request.name()).setVariables(Values.in(request.variables()));
    if (request.executionId() != null) {
      signal.executionId(request.executionId());
    }
    signal.send();
  }

  @PostMapping("/condition")
  void condition(@RequestBody Request request) {
    engine.getRuntimeService().createConditionEvaluation().setVariables(Values.in(request.variables())).evaluateStartConditions();
  }

  @GetMapping("/process-instance")
  List<Map<String, Object>> called(@RequestParam("superProcessInstance") String by) {
    return engine.getRuntimeService().createProcessInstanceQuery().superProcessInstanceId(by).list().stream()
        .map(one -> Map.<String, Object>of("id", one.getId())).toList();
  }

  @GetMapping("/execution/{id}/localVariables")
  Map<String, Object> local(@PathVariable("id") String id) {
    return Values.out(engine.getRuntimeService().getVariablesLocalTyped(id, false));
  }

  @GetMapping("/event-subscription")
  List<Map<String, Object>> waiting(@RequestParam("processInstanceId") String id) {
    return engine.getRuntimeService().createEventSubscriptionQuery().processInstanceId(id).list().stream()
        .map(one -> record("activityId", one.getActivityId(), "executionId", one.getExecutionId(), "eventType", one.getEventType(), "eventName", one.getEventName())).toList();
  }

  @GetMapping("/job")
  List<Map<String, Object>> jobs(@RequestParam(name = "processInstanceId", required = false) String instance,
      @RequestParam(name = "processDefinitionKey", required = false) String key) {
    var query = engine.getManagementService().createJobQuery();
    List<Job> jobs = (instance == null ? query.processDefinitionKey(key) : query.processInstanceId(instance)).list();
    return jobs.stream().map(job -> record("id", job.getId(), "jobDefinitionId", job.getJobDefinitionId())).toList();
  }

  @GetMapping("/job-definition/{id}")
  Map<String, Object> jobDefinition(@PathVariable("id") String id) {
    return record("activityId", engine.getManagementService().createJobDefinitionQuery().jobDefinitionId(id).singleResult().getActivityId());
  }

  @PostMapping("/job/{id}/execute")
  void execute(@PathVariable("id") String id) {
    engine.getManagementService().executeJob(id);
  }

  @GetMapping("/task")
  List<Map<String, Object>> tasks(@RequestParam("processInstanceId") String id) {
    return engine.getTaskService().createTaskQuery().processInstanceId(id).list().stream()
        .map(task -> record("id", task.getId(), "taskDefinitionKey", task.getTaskDefinitionKey(), "assignee", task.getAssignee(),
            "due", task.getDueDate())).toList();
  }

  @GetMapping("/task/{id}/identity-links")
  List<Map<String, Object>> links(@PathVariable("id") String id, @RequestParam("type") String type) {
    return engine.getTaskService().getIdentityLinksForTask(id).stream().filter(link -> link.getType().equals(type))
        .map(link -> record("groupId", link.getGroupId(), "userId", link.getUserId())).toList();
  }

  @PostMapping("/task/{id}/complete")
  void complete(@PathVariable("id") String id, @RequestBody Request request) {
    engine.getTaskService().complete(id, Values.in(request.variables()));
  }

  @GetMapping("/task/{id}/rendered-form")
  String form(@PathVariable("id") String id) {
    return String.valueOf(engine.getFormService().getRenderedTaskForm(id));
  }

  @GetMapping("/task/{id}/form-variables")
  Map<String, Object> formVariables(@PathVariable("id") String id) {
    return Values.out(engine.getFormService().getTaskFormVariables(id));
  }

  @PostMapping("/task/{id}/submit-form")
  void submit(@PathVariable("id") String id, @RequestBody Request request) {
    engine.getFormService().submitTaskForm(id, Values.in(request.variables()));
  }

  @GetMapping("/external-task")
  List<Map<String, Object>> workers(@RequestParam("processInstanceId") String id) {
    return engine.getExternalTaskService().createExternalTaskQuery().processInstanceId(id).notLocked().list().stream()
        .map(task -> record("id", task.getId(), "executionId", task.getExecutionId(), "activityId", task.getActivityId())).toList();
  }

  @PostMapping("/external-task/{id}/lock")
  void lock(@PathVariable("id") String id, @RequestBody Request request) {
    engine.getExternalTaskService().lock(id, request.workerId(), request.lockDuration());
  }

  @PostMapping("/external-task/{id}/complete")
  void worked(@PathVariable("id") String id, @RequestBody Request request) {
    engine.getExternalTaskService().complete(id, request.workerId(), Values.in(request.variables()));
  }

  @PostMapping("/external-task/{id}/bpmnError")
  void failed(@PathVariable("id") String id, @RequestBody Request request) {
    engine.getExternalTaskService().handleBpmnError(id, request.workerId(), request.errorCode());
  }

  @GetMapping("/history/process-instance")
  List<Map<String, Object>> instances(@RequestParam(name = "processInstanceId", required = false) String instance,
      @RequestParam(name = "processDefinitionKey", required = false) String key) {
    var query = engine.getHistoryService().createHistoricProcessInstanceQuery();
    List<HistoricProcessInstance> found = (instance == null ? query.processDefinitionKey(key) : query.processInstanceId(instance)).list();
    return found.stream().map(one -> record("id", one.getId(), "state", one.getState())).toList();
  }

  @GetMapping("/history/activity-instance")
  List<Map<String, Object>> visits(@RequestParam("processInstanceId") String id) {
    return engine.getHistoryService().createHistoricActivityInstanceQuery().processInstanceId(id).list().stream()
        .map(visit -> record("activityId", visit.getActivityId(), "activityType", visit.getActivityType(), "endTime", visit.getEndTime(),
            "canceled", visit.isCanceled())).toList();
  }

  @GetMapping("/history/variable-instance")
  List<Map<String, Object>> variables(@RequestParam("processInstanceId") String id) {
    return engine.getHistoryService().createHistoricVariableInstanceQuery().processInstanceId(id).list().stream()
        .map(one -> record("activityInstanceId", one.getActivityInstanceId(), "name", one.getName(), "value", Values.plain(one.getTypedValue())))
        .toList();
  }

  /** Names and values in turn; values may be missing. */
  private static Map<String, Object> record(Object... pairs) {
    Map<String, Object> record = new LinkedHashMap<>();
    for (int at = 0; at < pairs.length; at += 2) {
      record.put((String) pairs[at], pairs[at + 1]);
    }
    return record;
  }
}
