package io.headland.server.module;

import io.headland.server.api.asset.AssetListingResource;
import io.headland.server.api.asset.AssetResource;
import io.headland.server.api.asset.MachineFilesResource;
import io.headland.server.api.asset.OperationAssetResource;
import io.headland.server.api.batch.ArchiveUploadResource;
import io.headland.server.api.batch.BatchResource;
import io.headland.server.api.explain.FileExplanationResource;
import io.headland.server.api.export.ExportResponses;
import io.headland.server.api.export.FieldExportResource;
import io.headland.server.api.export.MachineFileExportResource;
import io.headland.server.api.export.OperationExportResource;
import io.headland.server.api.machinefile.ConvertedFiles;
import io.headland.server.api.machinefile.FieldFileResource;
import io.headland.server.api.machinefile.FileMergeResource;
import io.headland.server.api.machinefile.ImageResponses;
import io.headland.server.api.machinefile.MachineFileImageResource;
import io.headland.server.api.machinefile.MachineFileResource;
import io.headland.server.api.machinefile.PointDownloads;
import io.headland.server.api.operation.OperationImageResource;
import io.headland.server.api.operation.OperationReconciliationResource;
import io.headland.server.api.operation.OperationResource;
import io.headland.server.api.operation.OperationSessionResource;
import io.headland.server.api.operation.ReprocessResource;
import io.headland.server.core.asset.AssetListingStore;
import io.headland.server.core.asset.AssetStore;
import io.headland.server.core.asset.CreatedMachineStore;
import io.headland.server.core.batch.ArchiveUploadPartStore;
import io.headland.server.core.batch.ArchiveUploadStore;
import io.headland.server.core.batch.BatchListStore;
import io.headland.server.core.batch.BatchStore;
import io.headland.server.core.batch.BatchTaskStore;
import io.headland.server.core.configuration.Configurations;
import io.headland.server.core.explain.ExplainFileStore;
import io.headland.server.core.explain.FileExplainer;
import io.headland.server.core.field.FarmStore;
import io.headland.server.core.field.FieldSearchStore;
import io.headland.server.core.field.FieldStore;
import io.headland.server.core.field.GrowerStore;
import io.headland.server.core.leafuser.LeafUserStore;
import io.headland.server.core.machinefile.store.BatchFileStore;
import io.headland.server.core.machinefile.store.FileMergeTaskStore;
import io.headland.server.core.machinefile.store.MachineFileStore;
import io.headland.server.core.machinefile.store.MergedFileStore;
import io.headland.server.core.operation.FieldOperationStore;
import io.headland.server.core.operation.FieldOperationWriteStore;
import io.headland.server.core.operation.MergeTaskStore;
import io.headland.server.core.operationsync.OperationMachineStore;
import io.headland.server.core.operationsync.OperationTotalsStore;
import io.headland.server.engine.machinefile.PointEngines;
import io.headland.server.platform.config.MachineFileConfig;
import io.headland.server.platform.files.StoredFiles;
import io.headland.server.platform.http.DiskSpace;
import io.headland.server.platform.http.FileUploads;
import io.headland.server.platform.http.Routes;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.tasks.TaskSignal;
import io.headland.server.usecase.batch.AppendToUpload;
import io.headland.server.usecase.batch.CompleteUpload;
import io.headland.server.usecase.batch.RetryBatch;
import io.headland.server.usecase.batch.StoreBatch;
import io.headland.server.usecase.batch.UploadParts;
import io.headland.server.usecase.machinefile.MergeFiles;
import io.headland.server.usecase.operation.ReprocessOperation;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;

/// The API of uploaded machine files, field operations and machines.
public final class MachineFileModule {
  private final Platform platform;
  private final Configurations configurations;
  private final TaskSignal signal;
  private final StoredFiles files;
  private final PointEngines engines;

  /// The routes of a node.
  ///
  /// @param signal wakes the scheduler of this node after a commit
  public MachineFileModule(
      Platform platform, Configurations configurations, FileStoreModule store, TaskSignal signal) {
    this.platform = platform;
    this.configurations = configurations;
    this.signal = signal;
    this.files = store.files();
    this.engines = store.engines();
  }

  public void addTo(Routes routes, LeafUserStore users, Function<ApiOwnerId, String> emails) {
    Jdbi jdbi = platform.jdbi();
    MachineFileConfig config = platform.config().machineFiles();
    BatchStore batches = new BatchStore(jdbi, new BatchTaskStore());
    BatchFileStore batchFiles = new BatchFileStore(jdbi);
    RetryBatch retries =
        new RetryBatch(jdbi, batches, batchFiles, platform.ids(), platform.clock(), signal::send);
    FileUploads uploads = new FileUploads(files, config.maxUploadBytes(), config.freeSpaceBytes());
    StoreBatch storeBatch =
        new StoreBatch(batches, retries, files, platform.ids(), platform.clock(), signal::send);
    ArchiveUploadStore archiveUploads = new ArchiveUploadStore(jdbi);
    UploadParts parts = new UploadParts(archiveUploads, new ArchiveUploadPartStore(jdbi), files);
    new ArchiveUploadResource(
            uploads,
            users,
            archiveUploads,
            new AppendToUpload(
                archiveUploads,
                parts,
                new CompleteUpload(
                    jdbi,
                    archiveUploads,
                    parts,
                    batches,
                    retries,
                    files,
                    platform.ids(),
                    platform.clock(),
                    signal::send),
                files,
                platform.ids(),
                platform.clock()),
            files,
            platform.ids(),
            platform.clock())
        .addTo(routes);
    new BatchResource(
            uploads, users, batches, new BatchListStore(jdbi), batchFiles, storeBatch, retries)
        .addTo(routes);
    ConvertedFiles converted =
        new ConvertedFiles(files, new DiskSpace(files, config.freeSpaceBytes()));
    PointDownloads contents = new PointDownloads(files, engines, converted);
    MachineFileStore store = new MachineFileStore(jdbi);
    MachineFileResource machineFiles =
        new MachineFileResource(
            store, new FieldSearchStore(jdbi), configurations, contents, emails);
    machineFiles.addTo(routes);
    new FileMergeResource(
            new MergeFiles(
                jdbi,
                new MergedFileStore(jdbi),
                new FileMergeTaskStore(),
                platform.ids(),
                platform.clock(),
                signal::send))
        .addTo(routes);
    new FileExplanationResource(new FileExplainer(new ExplainFileStore(jdbi), configurations))
        .addTo(routes);
    ImageResponses images = new ImageResponses(files, engines);
    new MachineFileImageResource(machineFiles, images).addTo(routes);
    ExportResponses exports = new ExportResponses(files, engines, converted);
    new MachineFileExportResource(machineFiles, exports).addTo(routes);
    new FieldFileResource(new FieldStore(jdbi), store).addTo(routes);
    AssetStore assets = new AssetStore(jdbi);
    new AssetResource(
            assets, new CreatedMachineStore(jdbi), users, platform.ids(), platform.clock())
        .addTo(routes);
    new MachineFilesResource(users, assets, store, configurations).addTo(routes);
    new AssetListingResource(new AssetListingStore(jdbi), users).addTo(routes);
    FieldOperationStore operations = new FieldOperationStore(jdbi);
    new ReprocessResource(
            operations,
            new ReprocessOperation(
                jdbi,
                new FieldOperationWriteStore(),
                new MergeTaskStore(jdbi),
                platform.ids(),
                platform.clock(),
                signal::send),
            emails)
        .addTo(routes);
    OperationMachineStore uses = new OperationMachineStore(jdbi);
    new OperationAssetResource(operations, assets, uses).addTo(routes);
    new OperationSessionResource(operations, assets, uses, configurations).addTo(routes);
    new OperationReconciliationResource(operations, new OperationTotalsStore(jdbi), configurations)
        .addTo(routes);
    new OperationImageResource(operations, configurations, images).addTo(routes);
    new OperationExportResource(operations, configurations, exports).addTo(routes);
    new FieldExportResource(
            new FieldExportResource.Fields(
                new FieldStore(jdbi), new FarmStore(jdbi), new GrowerStore(jdbi)),
            operations,
            exports,
            engines,
            converted)
        .addTo(routes);
    new OperationResource(operations, machineFiles, configurations, contents, emails).addTo(routes);
  }
}
