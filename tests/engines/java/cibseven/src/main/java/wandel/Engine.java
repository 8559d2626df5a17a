package wandel;

import java.util.Map;
import org.cibseven.bpm.engine.ProcessEngine;
import org.cibseven.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** CIB seven with a database in memory, reached through `Rest`; ended by the test that started it. */
@SpringBootApplication
public class Engine {
  public static void main(String[] arguments) {
    SpringApplication.run(Engine.class, arguments);
  }

  /** Jobs wait for the test; lists are given as Java serializes them. */
  @Bean
  ProcessEngine processEngine(Probe probe) {
    var settings = new StandaloneInMemProcessEngineConfiguration();
    settings.setJobExecutorActivate(false);
    settings.setJavaSerializationFormatEnabled(true);
    settings.setBeans(Map.of("probe", probe));
    return settings.buildProcessEngine();
  }
}
