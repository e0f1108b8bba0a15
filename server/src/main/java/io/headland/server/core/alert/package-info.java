/// Leaf's alerts: their names and which of them are registered.
@NullMarked
package io.headland.server.core.alert;

import org.jspecify.annotations.NullMarked;
