/// The format of Leaf's alerts.
@NullMarked
package io.headland.server.engine.alert;

import org.jspecify.annotations.NullMarked;
