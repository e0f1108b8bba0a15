/// Configurations of API owners and Leaf users: what is not set on a Leaf user is inherited.
@NullMarked
package io.headland.server.configuration;

import org.jspecify.annotations.NullMarked;
