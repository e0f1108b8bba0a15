package io.headland.server.core.configuration;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// A change of a configuration whose values have been checked.
///
/// @param settings what to set
/// @param unset keys that go back to the inherited value
public record ConfigurationChange(ObjectNode settings, List<String> unset) {}
