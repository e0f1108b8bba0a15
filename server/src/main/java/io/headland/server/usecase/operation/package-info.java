/// Changes of field operations that span several stores.
@NullMarked
package io.headland.server.usecase.operation;

import org.jspecify.annotations.NullMarked;
