/// Changes of the synced operations of providers that span several stores.
@NullMarked
package io.headland.server.usecase.operationsync;

import org.jspecify.annotations.NullMarked;
