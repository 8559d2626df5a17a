package wandel;

import java.util.List;
import java.util.Map;
import org.flowable.engine.HistoryService;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What was passed, and what was taken away: the engine's own interface does not tell the two apart. */
@RestController
class Visits {
  private final HistoryService history;

  Visits(HistoryService history) {
    this.history = history;
  }

  @GetMapping("/visits/{instance}")
  List<Map<String, String>> visits(@PathVariable("instance") String instance) {
    return history.createHistoricActivityInstanceQuery().processInstanceId(instance).finished().list().stream()
        .map(visit -> Map.of("id", visit.getActivityId(), "type", visit.getActivityType(),
            "taken", String.valueOf(visit.getDeleteReason())))
        .toList();
  }
}
