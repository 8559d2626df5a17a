package wandel;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Operaton with its REST interface under /engine-rest and a database in memory; ended by the test that started it. */
@SpringBootApplication
public class Engine {
  public static void main(String[] arguments) {
    SpringApplication.run(Engine.class, arguments);
  }
}
