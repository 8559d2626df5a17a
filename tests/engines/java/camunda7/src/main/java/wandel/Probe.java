package wandel;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** What a step may ask by its class or by its name: it says that it was asked. */
@Component("probe")
public class Probe implements JavaDelegate {
  @Override
  public void execute(DelegateExecution execution) {
    execution.setVariable(execution.getCurrentActivityId(), "asked");
  }
}
