package io.headland.server.module;

import com.github.kagkarlsson.scheduler.task.Task;
import io.headland.server.core.asset.AssetListingStore;
import io.headland.server.core.asset.AssetWriteStore;
import io.headland.server.core.asset.FileMachineStore;
import io.headland.server.core.batch.ArchiveUploadPartStore;
import io.headland.server.core.batch.ArchiveUploadStore;
import io.headland.server.core.batch.BatchStore;
import io.headland.server.core.batch.BatchTaskStore;
import io.headland.server.core.configuration.Configurations;
import io.headland.server.core.field.FieldSearchStore;
import io.headland.server.core.machinefile.store.AssignmentStore;
import io.headland.server.core.machinefile.store.AssignmentTaskStore;
import io.headland.server.core.machinefile.store.BatchFileStore;
import io.headland.server.core.machinefile.store.FieldFileStore;
import io.headland.server.core.machinefile.store.MachineFileWriteStore;
import io.headland.server.core.machinefile.store.MergedFileStore;
import io.headland.server.core.machinefile.store.ProviderFileStore;
import io.headland.server.core.operation.FieldOperationStore;
import io.headland.server.core.operation.FieldOperationWriteStore;
import io.headland.server.core.operation.MergeTaskStore;
import io.headland.server.core.operationsync.OperationListingStore;
import io.headland.server.core.operationsync.OperationTotalsStore;
import io.headland.server.core.operationsync.ProviderOperationStore;
import io.headland.server.engine.machinefile.BatchConversion;
import io.headland.server.engine.machinefile.ConversionSlots;
import io.headland.server.engine.machinefile.FileConversion;
import io.headland.server.engine.machinefile.FileMerge;
import io.headland.server.engine.machinefile.LaterFields;
import io.headland.server.engine.machinefile.MachineFileTasks;
import io.headland.server.engine.machinefile.MergedPoints;
import io.headland.server.engine.machinefile.OperationMerge;
import io.headland.server.engine.machinefile.PointEngines;
import io.headland.server.engine.operationsync.AssetSync;
import io.headland.server.engine.operationsync.ExportConversion;
import io.headland.server.engine.operationsync.ExportSync;
import io.headland.server.engine.operationsync.OperationSync;
import io.headland.server.engine.operationsync.OperationSyncTask;
import io.headland.server.engine.operationsync.SafeExportDownload;
import io.headland.server.engine.operationsync.TotalsConversion;
import io.headland.server.platform.config.HeadlandConfig.JohnDeereConfig;
import io.headland.server.platform.config.Network;
import io.headland.server.platform.config.Version;
import io.headland.server.platform.files.StoredFiles;
import io.headland.server.platform.safehttp.FileDownload;
import io.headland.server.platform.tasks.BackgroundLoop;
import io.headland.server.platform.tasks.TaskSignal;
import io.headland.server.usecase.asset.RecordAssets;
import io.headland.server.usecase.batch.FinishBatch;
import io.headland.server.usecase.batch.JoinUpload;
import io.headland.server.usecase.batch.UploadParts;
import io.headland.server.usecase.machinefile.RecordAssignment;
import io.headland.server.usecase.machinefile.RecordConversion;
import io.headland.server.usecase.operation.ReplaceOperations;
import io.headland.server.usecase.operationsync.RecordOperations;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;

/// The work on machine files that runs without a caller: conversion, merges, and the sync of
/// operations.
public final class ConversionModule implements AutoCloseable {
  private static final Duration DOWNLOAD_TIMEOUT = Duration.ofSeconds(60);
  private static final Duration ASSIGNMENT_INTERVAL = Duration.ofSeconds(2);

  private final Platform platform;
  private final Configurations configurations;
  private final TaskSignal signal;
  private final StoredFiles files;
  private final PointEngines engines;
  private final FileDownload downloads;
  private final BackgroundLoop assignments;

  /// The work of a node.
  ///
  /// @param signal wakes the scheduler of this node after a commit
  public ConversionModule(
      Platform platform, Configurations configurations, FileStoreModule store, TaskSignal signal) {
    this.platform = platform;
    this.configurations = configurations;
    this.signal = signal;
    this.files = store.files();
    this.engines = store.engines();
    this.downloads =
        new FileDownload(
            InetAddress::getAllByName,
            storageNetworks(platform.config().johnDeere()),
            DOWNLOAD_TIMEOUT,
            "Headland/" + Version.number());
    AssignmentTaskStore tasks = new AssignmentTaskStore(platform.jdbi());
    this.assignments =
        platform
            .loops()
            .startMaintenance(
                "file-assignment",
                ASSIGNMENT_INTERVAL,
                ASSIGNMENT_INTERVAL,
                _ -> {
                  if (tasks.scheduleAll(platform.clock().instant())) {
                    signal.send();
                  }
                });
  }

  /// A provider whose address is a loopback address is a simulator, whose file storage has such an
  /// address as well.
  private static List<Network> storageNetworks(JohnDeereConfig config) {
    boolean isLocal =
        Stream.of(config.stageUrl(), config.productionUrl())
            .anyMatch(url -> List.of("127.0.0.1", "localhost").contains(url.getHost()));
    return isLocal ? List.of(Network.parse("127.0.0.0/8")) : List.of();
  }

  /// The conversion of archives, the merge of files and the sync of operations, for the scheduler
  /// of syncs.
  public List<Task<?>> tasks(CredentialModule credentials, ProviderModule providers) {
    Jdbi jdbi = platform.jdbi();
    FieldSearchStore fields = new FieldSearchStore(jdbi);
    MergeTaskStore merges = new MergeTaskStore(jdbi);
    FileConversion conversion = new FileConversion(files, engines, fields);
    RecordConversion record =
        new RecordConversion(
            jdbi, new MachineFileWriteStore(), merges, new FileMachineStore(platform.ids()));
    List<Task<?>> tasks = new ArrayList<>(conversions(conversion, record, merges, fields));
    tasks.add(operationSync(conversion, record, merges, credentials, providers));
    return tasks;
  }

  private Task<Void> operationSync(
      FileConversion conversion,
      RecordConversion record,
      MergeTaskStore merges,
      CredentialModule credentials,
      ProviderModule providers) {
    Jdbi jdbi = platform.jdbi();
    OperationListingStore listings = new OperationListingStore(jdbi);
    ProviderOperationStore operations = new ProviderOperationStore(jdbi);
    RecordOperations recordOperations =
        new RecordOperations(
            jdbi, listings, operations, new ProviderFileStore(), merges, platform.ids());
    OperationSync sync =
        new OperationSync(
            credentials.refresher(),
            providers.providers(),
            configurations,
            listings,
            recordOperations,
            exportSync(conversion, record, operations, recordOperations),
            assetSync(jdbi),
            platform.clock());
    return new OperationSyncTask(credentials.accounts(), sync, platform.clock(), signal::send)
        .task();
  }

  private ExportSync exportSync(
      FileConversion conversion,
      RecordConversion record,
      ProviderOperationStore operations,
      RecordOperations recordOperations) {
    return new ExportSync(
        operations,
        recordOperations,
        new SafeExportDownload(downloads, platform.config().machineFiles().maxUploadBytes()),
        new ExportConversion(
            files, conversion, record, recordOperations, configurations, platform.clock()),
        new TotalsConversion(
            new OperationTotalsStore(platform.jdbi()),
            conversion,
            record,
            recordOperations,
            platform.clock()),
        files,
        ConversionSlots.ofNode(),
        platform.clock());
  }

  private AssetSync assetSync(Jdbi jdbi) {
    AssetListingStore listings = new AssetListingStore(jdbi);
    return new AssetSync(
        listings,
        new RecordAssets(jdbi, listings, new AssetWriteStore(platform.ids())),
        platform.clock());
  }

  private List<Task<?>> conversions(
      FileConversion conversion,
      RecordConversion record,
      MergeTaskStore merges,
      FieldSearchStore fields) {
    Jdbi jdbi = platform.jdbi();
    BatchStore batches = new BatchStore(jdbi, new BatchTaskStore());
    return new MachineFileTasks(
            new BatchConversion(
                batches,
                new BatchFileStore(jdbi),
                joinUpload(),
                files,
                conversion,
                record,
                new FinishBatch(jdbi, batches),
                configurations,
                platform.ids(),
                platform.clock()),
            new OperationMerge(
                new FieldFileStore(jdbi),
                fields,
                new FieldOperationStore(jdbi),
                new ReplaceOperations(jdbi, new FieldOperationWriteStore()),
                merges,
                configurations,
                new MergedPoints(files, engines, platform.ids()),
                platform.ids(),
                platform.clock()),
            new FileMerge(
                new MergedFileStore(jdbi), conversion, record, configurations, platform.clock()),
            laterFields(merges, fields),
            platform.clock(),
            signal::send)
        .all();
  }

  private JoinUpload joinUpload() {
    ArchiveUploadStore uploads = new ArchiveUploadStore(platform.jdbi());
    ArchiveUploadPartStore rows = new ArchiveUploadPartStore(platform.jdbi());
    return new JoinUpload(uploads, new UploadParts(uploads, rows, files), files);
  }

  private LaterFields laterFields(MergeTaskStore merges, FieldSearchStore fields) {
    AssignmentStore store = new AssignmentStore(platform.jdbi());
    return new LaterFields(
        store,
        new RecordAssignment(platform.jdbi(), store, merges),
        fields,
        files,
        engines,
        platform.clock());
  }

  @Override
  public void close() {
    assignments.close();
    downloads.close();
  }
}
