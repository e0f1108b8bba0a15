package io.headland.simulator.johndeere.platform;

import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/// One entry of a list; its body is made when a page needs it.
record Item(String id, String type, String uri, Supplier<ObjectNode> body) {}
