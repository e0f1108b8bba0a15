package io.headland.server.core.configuration;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// A validated change of a configuration.
///
/// @param settings the keys to set
/// @param unset keys that return to the inherited value
public record ConfigurationChange(ObjectNode settings, List<String> unset) {}
