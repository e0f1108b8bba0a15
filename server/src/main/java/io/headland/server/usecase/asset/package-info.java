/// Changes of assets that span several stores.
@NullMarked
package io.headland.server.usecase.asset;

import org.jspecify.annotations.NullMarked;
