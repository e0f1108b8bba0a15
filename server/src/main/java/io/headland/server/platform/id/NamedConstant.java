package io.headland.server.platform.id;

import java.util.Arrays;
import java.util.Optional;

/// A constant of an enumeration with a separate name in the API and in the database.
public interface NamedConstant {

  /// The name; each constant of an enumeration has a different one.
  String wireName();

  /// The constant with this name, if there is one.
  static <E extends NamedConstant> Optional<E> find(Class<E> type, String name) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> constant.wireName().equals(name))
        .findFirst();
  }
}
