/// Configurations of API owners and Leaf users.
@NullMarked
package io.headland.server.api.configuration;

import org.jspecify.annotations.NullMarked;
