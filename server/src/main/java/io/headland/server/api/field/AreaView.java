package io.headland.server.api.field;

/// An area in a response.
record AreaView(double value, String unit) {
  static AreaView ofHectares(double hectares) {
    return new AreaView(hectares, "ha");
  }
}
