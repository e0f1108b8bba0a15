package io.headland.server.http;

/// A place in a sorted list, in the store's own writing.
public sealed interface PagePosition {
  String key();

  record After(String key) implements PagePosition {}

  record Before(String key) implements PagePosition {}
}
