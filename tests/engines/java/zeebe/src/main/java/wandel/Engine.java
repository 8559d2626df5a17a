package wandel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camunda.zeebe.process.test.api.ZeebeTestEngine;
import io.camunda.zeebe.process.test.engine.EngineFactory;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Zeebe, the engine of Camunda 8, in memory. Reads one request as JSON a line from standard input, writes one answer a
 * line: `{"deploy": {name: xml}}` answers `{"keys": […]}`, `{"run": …}` what was visited, anything refused `{"error": …}`.
 */
public final class Engine {
  private Engine() {}

  public static void main(String[] arguments) throws Exception {
    // Loggers may write to standard output: the answers have a line of their own.
    PrintStream answers = new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), true, StandardCharsets.UTF_8);
    System.setOut(System.err);
    ObjectMapper json = new ObjectMapper();
    ZeebeTestEngine engine = EngineFactory.create(freePort());
    engine.start();
    Runs runs = new Runs(engine, json);
    answers.println("ready");
    BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = requests.readLine(); line != null; line = requests.readLine()) {
      JsonNode request = json.readTree(line);
      Object answer;
      try {
        if (request.has("deploy")) {
          answer = runs.deploy(request.get("deploy"));
        } else {
          answer = runs.run(request.get("run"));
        }
      } catch (Exception failure) {
        answer = Map.of("error", String.valueOf(failure.getMessage()));
      }
      answers.println(json.writeValueAsString(answer));
    }
    System.exit(0);
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
