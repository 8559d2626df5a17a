package wandel;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Flowable with its REST interface under /process-api and a database in memory; ended by the test that started it. */
@SpringBootApplication
public class Engine {
  public static void main(String[] arguments) {
    SpringApplication.run(Engine.class, arguments);
  }
}
