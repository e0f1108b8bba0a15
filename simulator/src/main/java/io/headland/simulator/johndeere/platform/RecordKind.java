package io.headland.simulator.johndeere.platform;

/// The records with names that an application may write, with the codes of their validation errors.
/// The codes are those of John Deere's fields document; which error has which code is inferred from
/// their names.
enum RecordKind {
  CLIENT("client"),
  FARM("farm"),
  FIELD("field");

  private final String word;

  RecordKind(String word) {
    this.word = word;
  }

  /// As in ids and in the relation of a link to one record.
  String word() {
    return word;
  }

  String emptyName() {
    return "CFF_EMPTY_" + name() + "_NAME";
  }

  String longName() {
    return "CFF_" + name() + "_NAME_EXCEEDS_255_CHARS";
  }

  String nameExists() {
    return "CFF_" + name() + "_NAME_ALREADY_EXISTS";
  }

  String badId() {
    return "CFF_BAD_" + name() + "_ID";
  }

  String idExists() {
    return "CFF_" + name() + "_ID_ALREADY_EXISTS";
  }

  String idNotFound() {
    return "CFF_" + name() + "_ID_NOT_FOUND";
  }

  String idConflict() {
    return "CFF_" + name() + "_ID_NAME_CONFLICT";
  }
}
