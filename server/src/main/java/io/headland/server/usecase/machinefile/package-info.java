/// Changes of machine files that span several stores.
@NullMarked
package io.headland.server.usecase.machinefile;

import org.jspecify.annotations.NullMarked;
