package io.headland.bench.soak;

import io.headland.bench.server.SimulatorProcess;
import java.io.IOException;
import java.util.List;

/// The kinds of failures of the provider.
enum Provider {
  UNAVAILABLE(
      "503 of the API", "{\"path\": \"/platform/*\", \"status\": 503, \"times\": \"always\"}"),
  THROTTLED(
      "429 of the API",
      "{\"path\": \"/platform/*\", \"status\": 429, \"retryAfter\": \"2\", \"times\": \"always\"}"),
  CUT(
      "half responses of the API",
      "{\"path\": \"/platform/*\", \"effect\": \"cutBody\", \"share\": 0.5}"),
  PAGE(
      "pages of HTML from the API",
      "{\"path\": \"/platform/*\", \"effect\": \"html\", \"times\": \"always\"}"),
  UNAUTHORIZED("401 of the API", "{\"path\": \"/platform/*\", \"status\": 401, \"share\": 0.3}"),
  TOKENS_UNAVAILABLE(
      "503 of the token endpoint",
      "{\"path\": \"*/v1/token\", \"status\": 503, \"times\": \"always\"}"),
  SLOW_TOKENS(
      "a slow token endpoint",
      "{\"path\": \"*/v1/token\", \"effect\": \"slow\", \"delay\": \"PT2S\", \"times\":"
          + " \"always\"}"),
  SLOW(
      "a slow API",
      "{\"path\": \"/platform/*\", \"effect\": \"slow\", \"delay\": \"PT3S\", \"times\":"
          + " \"always\"}");

  private static final List<Provider> ALL = List.of(values());

  private final String text;
  private final String fault;

  Provider(String text, String fault) {
    this.text = text;
    this.fault = fault;
  }

  static Provider of(int variant) {
    return ALL.get(variant % ALL.size());
  }

  String text() {
    return text;
  }

  void begin(SimulatorProcess simulator) throws IOException, InterruptedException {
    simulator.addFault(fault);
  }
}
