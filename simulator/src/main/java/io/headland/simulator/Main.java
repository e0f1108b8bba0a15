package io.headland.simulator;

/// Entry point.
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.exit(0);
  }
}
