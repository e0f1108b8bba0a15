package io.headland.server.core.machinefile.isoxml;

import io.headland.server.core.machinefile.MachineFileDescription.OriginalPlace;
import io.headland.server.core.machinefile.MachineFileException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// The tasks of a task set with what they refer to: customers, farms, fields, crops and products.
final class TaskContent {
  /// Tasks, fields, products and so on. A large farm has some thousands.
  private static final int MAX_OBJECTS = 200_000;

  private static final TaskField NO_FIELD = new TaskField("", "", "", "", "");

  private final Map<String, String> names = new HashMap<>();
  private final Map<String, TaskField> fields = new HashMap<>();
  private final Map<String, Task> tasks = new LinkedHashMap<>();
  private final List<TaskSet.Log> logs = new ArrayList<>();
  private final Set<String> logNames = new HashSet<>();
  private final Task none = new Task("", "", "", "", new ArrayList<>(), new ArrayList<>());
  private Task task = none;
  private String taskId = "";
  private int version;
  private int objects;

  private record TaskField(
      String name, String customer, String farm, String crop, String variety) {}

  /// A task.
  ///
  /// @param practices ids of operation techniques, or of cultural practices without one
  private record Task(
      String designator,
      String customer,
      String farm,
      String field,
      List<Allocation> products,
      List<String> practices) {}

  /// A product that a task names for a device element.
  ///
  /// @param element blank when it is for all
  record Allocation(String product, String element) {}

  void receive(String element, TaskXml.Attributes attributes) throws MachineFileException {
    String id = attributes.get("A");
    switch (element) {
      case "ISO11783_TaskData" -> version = number(attributes.get("VersionMajor"));
      case "CTR" -> put(id, (attributes.get("C") + " " + attributes.get("B")).strip());
      case "FRM", "CTP", "CVT", "PDT", "CPC", "OTQ" -> put(id, attributes.get("B").strip());
      case "PFD" -> {
        count();
        fields.put(
            id,
            new TaskField(
                attributes.get("C").strip(),
                attributes.get("E"),
                attributes.get("F"),
                attributes.get("G"),
                attributes.get("H")));
      }
      case "TSK" -> {
        count();
        task =
            new Task(
                attributes.get("B").strip(),
                attributes.get("C"),
                attributes.get("D"),
                attributes.get("E"),
                new ArrayList<>(),
                new ArrayList<>());
        tasks.put(id, task);
        taskId = id;
      }
      case "OTP" -> addPractice(attributes.get("B").isEmpty() ? id : attributes.get("B"));
      case "PAN" -> allocate(id, attributes.get("E"));
      case "PDV" -> allocate(attributes.get("C"), attributes.get("D"));
      case "TLG" -> addLog(id);
      default -> {
        // Not required for points.
      }
    }
  }

  private void addLog(String name) throws MachineFileException {
    count();
    if (logNames.add(name)) {
      logs.add(new TaskSet.Log(taskId, task.field(), name));
    }
  }

  private void allocate(String product, String element) throws MachineFileException {
    Allocation allocation = new Allocation(product, element);
    if (!product.isEmpty() && !task.products().contains(allocation)) {
      count();
      task.products().add(allocation);
    }
  }

  private void addPractice(String practice) throws MachineFileException {
    if (!practice.isEmpty() && !task.practices().contains(practice)) {
      count();
      task.practices().add(practice);
    }
  }

  private void put(String id, String name) throws MachineFileException {
    count();
    names.put(id, name);
  }

  private void count() throws MachineFileException {
    if (++objects > MAX_OBJECTS) {
      throw new MachineFileException(
          "The task set has more than %,d objects.".formatted(MAX_OBJECTS));
    }
  }

  static int number(String text) {
    return text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
  }

  int version() {
    return version;
  }

  List<TaskSet.Log> logs() {
    return List.copyOf(logs);
  }

  /// The name of the task; blank without one.
  String designator(TaskSet.Log log) {
    return task(log).designator();
  }

  /// The products that the task of a log names, in the order of the file.
  List<Allocation> products(TaskSet.Log log) {
    return task(log).products();
  }

  /// The name of an object; blank for an unknown one, and for one that consists of hyphens.
  String name(String id) {
    return named(names.getOrDefault(id, ""));
  }

  private static String named(String name) {
    return name.matches("-*") ? "" : name;
  }

  /// The crop of the field of a log; blank when it is unknown.
  String crop(TaskSet.Log log) {
    return name(field(log).crop());
  }

  String variety(TaskSet.Log log) {
    return name(field(log).variety());
  }

  /// The techniques of the work, such as a name of a kind of tillage; blank when the task names
  /// none.
  String practices(TaskSet.Log log) {
    return task(log).practices().stream()
        .map(this::name)
        .filter(name -> !name.isEmpty())
        .distinct()
        .collect(Collectors.joining(" + "));
  }

  OriginalPlace place(TaskSet.Log log) {
    Task of = task(log);
    TaskField field = field(log);
    String customer = of.customer().isEmpty() ? field.customer() : of.customer();
    String farm = of.farm().isEmpty() ? field.farm() : of.farm();
    return new OriginalPlace(name(customer), name(farm), named(field.name()));
  }

  private Task task(TaskSet.Log log) {
    return tasks.getOrDefault(log.task(), none);
  }

  private TaskField field(TaskSet.Log log) {
    return fields.getOrDefault(log.field(), NO_FIELD);
  }
}
