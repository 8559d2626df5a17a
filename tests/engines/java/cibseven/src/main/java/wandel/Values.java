package wandel;

import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import org.cibseven.bpm.engine.variable.VariableMap;
import org.cibseven.bpm.engine.variable.Variables;
import org.cibseven.bpm.engine.variable.value.SerializableValue;
import org.cibseven.bpm.engine.variable.value.TypedValue;

/** Variables as the interface of Camunda 7 writes them: a value alone, or a serialized one with what it is. */
final class Values {
  /** As the interface of Camunda 7 writes days and times. */
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXX");

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
      } else if ("Date".equals(one.type())) {
        variables.putValue(name, Date.from(OffsetDateTime.parse((String) one.value(), DAY).toInstant()));
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

  /** Of a list or other object that is still serialized: what it is serialized to. A day as the interface writes it. */
  static Object plain(TypedValue value) {
    if (value.getValue() instanceof Date day) {
      return day.toInstant().toString();
    }
    return value instanceof SerializableValue object && !object.isDeserialized() ? object.getValueSerialized() : value.getValue();
  }
}
