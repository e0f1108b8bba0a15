package io.headland.server.core.explain;

import io.headland.server.core.configuration.Configurations;
import io.headland.server.core.operation.OperationConfiguration;
import io.headland.server.platform.id.ApiOwnerId;
import java.util.Optional;
import java.util.UUID;

/// Explains why a machine file is part of field operations or not.
public final class FileExplainer {
  private final ExplainFileStore files;
  private final Configurations configurations;

  public FileExplainer(ExplainFileStore files, Configurations configurations) {
    this.files = files;
    this.configurations = configurations;
  }

  /// The explanation; empty when there is no such file. It also states that a file is hidden.
  public Optional<FileExplanation> explain(ApiOwnerId owner, UUID id) {
    return files
        .find(owner, id)
        .map(
            facts ->
                new FileRules(
                        facts,
                        OperationConfiguration.of(configurations.effective(owner, facts.leafUser()))
                            .createOperations())
                    .explain());
  }
}
