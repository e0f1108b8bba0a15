/// Configurations of API owners and Leaf users, and the values that are in effect.
@NullMarked
package io.headland.server.core.configuration;

import org.jspecify.annotations.NullMarked;
