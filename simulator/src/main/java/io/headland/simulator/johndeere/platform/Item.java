package io.headland.simulator.johndeere.platform;

import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/// One entry of a list; its body is created when a page requires it.
record Item(String id, String type, String uri, Supplier<ObjectNode> body) {}
