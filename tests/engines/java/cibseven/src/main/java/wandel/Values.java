package wandel;

import java.util.LinkedHashMap;
import java.util.Map;
import org.cibseven.bpm.engine.variable.VariableMap;
import org.cibseven.bpm.engine.variable.Variables;
import org.cibseven.bpm.engine.variable.value.SerializableValue;
import org.cibseven.bpm.engine.variable.value.TypedValue;

/** Variables as the interface of Camunda 7 writes them: a value alone, or a serialized one with what it is. */
final class Values {
  private Values() {}

  record Said(String type, Object value, Info valueInfo) {}

  record Info(String objectTypeName, String serializationDataFormat) {}

  static VariableMap in(Map<String, Said> said) {
    VariableMap variables = Variables.createVariables();
    (said == null ? Map.<String, Said>of() : said).forEach((name, one) -> {
      if ("Object".equals(one.type())) {
        variables.putValueTyped(name, Variables.serializedObjectValue((String) one.value())
            .objectTypeName(one.valueInfo().objectTypeName())
            .serializationDataFormat(one.valueInfo().serializationDataFormat()).create());
      } else {
        variables.putValue(name, one.value());
      }
    });
    return variables;
  }

  static Map<String, Object> out(VariableMap variables) {
    Map<String, Object> said = new LinkedHashMap<>();
    for (String name : variables.keySet()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("value", plain(variables.getValueTyped(name)));
      said.put(name, one);
    }
    return said;
  }

  /** Of a list or other object: what it is serialized to. */
  static Object plain(TypedValue value) {
    return value instanceof SerializableValue object ? object.getValueSerialized() : value.getValue();
  }
}
