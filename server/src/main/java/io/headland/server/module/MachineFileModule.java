package io.headland.server.module;

import com.github.kagkarlsson.scheduler.task.Task;
import io.headland.server.api.asset.AssetListingResource;
import io.headland.server.api.asset.AssetResource;
import io.headland.server.api.asset.MachineFilesResource;
import io.headland.server.api.asset.OperationAssetResource;
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
import io.headland.server.api.operation.OperationResource;
import io.headland.server.api.operation.OperationSessionResource;
import io.headland.server.api.operation.ReprocessResource;
import io.headland.server.core.asset.AssetListingStore;
import io.headland.server.core.asset.AssetStore;
import io.headland.server.core.asset.AssetWriteStore;
import io.headland.server.core.asset.CreatedMachineStore;
import io.headland.server.core.asset.FileMachineStore;
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
import io.headland.server.core.machinefile.store.FieldFileStore;
import io.headland.server.core.machinefile.store.FileMergeTaskStore;
import io.headland.server.core.machinefile.store.MachineFileStore;
import io.headland.server.core.machinefile.store.MachineFileWriteStore;
import io.headland.server.core.machinefile.store.MergedFileStore;
import io.headland.server.core.operation.FieldOperationStore;
import io.headland.server.core.operation.FieldOperationWriteStore;
import io.headland.server.core.operation.MergeTaskStore;
import io.headland.server.core.operationsync.OperationListingStore;
import io.headland.server.core.operationsync.OperationMachineStore;
import io.headland.server.core.operationsync.ProviderOperationStore;
import io.headland.server.engine.machinefile.BatchConversion;
import io.headland.server.engine.machinefile.FileConversion;
import io.headland.server.engine.machinefile.FileMerge;
import io.headland.server.engine.machinefile.MachineFileTasks;
import io.headland.server.engine.machinefile.OperationMerge;
import io.headland.server.engine.machinefile.PointEngines;
import io.headland.server.engine.operationsync.AssetSync;
import io.headland.server.engine.operationsync.ExportConversion;
import io.headland.server.engine.operationsync.OperationSync;
import io.headland.server.engine.operationsync.OperationSyncTask;
import io.headland.server.engine.operationsync.SafeExportDownload;
import io.headland.server.engine.retention.OrphanedFiles;
import io.headland.server.platform.config.HeadlandConfig.JohnDeereConfig;
import io.headland.server.platform.config.MachineFileConfig;
import io.headland.server.platform.config.Network;
import io.headland.server.platform.config.Version;
import io.headland.server.platform.files.FolderFiles;
import io.headland.server.platform.files.S3Clients;
import io.headland.server.platform.files.S3Files;
import io.headland.server.platform.files.StoredFiles;
import io.headland.server.platform.http.DiskSpace;
import io.headland.server.platform.http.FileUploads;
import io.headland.server.platform.http.Routes;
import io.headland.server.platform.safehttp.FileDownload;
import io.headland.server.platform.tasks.BackgroundLoop;
import io.headland.server.platform.tasks.TaskSignal;
import io.headland.server.usecase.asset.RecordAssets;
import io.headland.server.usecase.batch.RetryBatch;
import io.headland.server.usecase.batch.StoreBatch;
import io.headland.server.usecase.machinefile.FinishBatch;
import io.headland.server.usecase.machinefile.MergeFiles;
import io.headland.server.usecase.machinefile.RecordConversion;
import io.headland.server.usecase.operation.ReplaceOperations;
import io.headland.server.usecase.operation.ReprocessOperation;
import io.headland.server.usecase.operationsync.RecordOperations;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;

/// Uploaded machine files, and the file store with their bytes.
public final class MachineFileModule implements AutoCloseable {
  private static final Duration FIRST_CLEANUP = Duration.ofMinutes(1);
  private static final Duration DOWNLOAD_TIMEOUT = Duration.ofSeconds(60);
  private static final Duration CLEANUP_INTERVAL = Duration.ofHours(1);

  private final Platform platform;
  private final TaskSignal signal;
  private final StoredFiles files;
  private final Configurations configurations;
  private final BatchStore batches;
  private final BatchFileStore batchFiles;
  private final PointEngines engines;
  private final FileDownload downloads;
  private final BackgroundLoop cleanup;

  private static StoredFiles files(Platform platform) {
    Path folder = platform.config().machineFileFolder();
    return platform
        .config()
        .machineFiles()
        .bucket()
        .<StoredFiles>map(
            bucket ->
                S3Files.open(
                    S3Clients.fromEnvironment(), bucket, folder, platform.ids(), platform.clock()))
        .orElseGet(() -> FolderFiles.open(folder, platform.ids()));
  }

  /// Opens the file store.
  ///
  /// @param signal wakes the scheduler of this node after a commit
  public MachineFileModule(Platform platform, Configurations configurations, TaskSignal signal) {
    this.platform = platform;
    this.configurations = configurations;
    this.signal = signal;
    this.files = files(platform);
    this.batches = new BatchStore(platform.jdbi(), new BatchTaskStore());
    this.batchFiles = new BatchFileStore(platform.jdbi());
    this.engines =
        new PointEngines(files::temporaryFolder, platform.config().machineFiles().maxMemory());
    this.downloads =
        new FileDownload(
            InetAddress::getAllByName,
            storageNetworks(platform.config().johnDeere()),
            DOWNLOAD_TIMEOUT,
            "Headland/" + Version.number());
    // On every node, since each may have a folder of its own.
    OrphanedFiles orphans = new OrphanedFiles(files, platform.jdbi(), platform.clock());
    this.cleanup =
        platform
            .loops()
            .startMaintenance(
                "orphaned-files",
                FIRST_CLEANUP,
                CLEANUP_INTERVAL,
                loop -> orphans.delete(loop::isClosed));
  }

  /// A provider whose address is a loopback address is a simulator, whose file storage has such an
  /// address as well.
  private static List<Network> storageNetworks(JohnDeereConfig config) {
    boolean isLocal =
        Stream.of(config.stageUrl(), config.productionUrl())
            .anyMatch(url -> List.of("127.0.0.1", "localhost").contains(url.getHost()));
    return isLocal ? List.of(Network.parse("127.0.0.0/8")) : List.of();
  }

  public void addTo(Routes routes, LeafUserStore users) {
    Jdbi jdbi = platform.jdbi();
    MachineFileConfig config = platform.config().machineFiles();
    RetryBatch retries =
        new RetryBatch(jdbi, batches, batchFiles, platform.ids(), platform.clock(), signal::send);
    new BatchResource(
            new FileUploads(files, config.maxUploadBytes(), config.freeSpaceBytes()),
            users,
            batches,
            new BatchListStore(jdbi),
            batchFiles,
            new StoreBatch(batches, retries, files, platform.ids(), platform.clock(), signal::send),
            retries)
        .addTo(routes);
    ConvertedFiles converted =
        new ConvertedFiles(files, new DiskSpace(files, config.freeSpaceBytes()));
    PointDownloads contents = new PointDownloads(files, engines, converted);
    MachineFileStore store = new MachineFileStore(jdbi);
    MachineFileResource machineFiles =
        new MachineFileResource(store, new FieldSearchStore(jdbi), configurations, contents);
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
                signal::send))
        .addTo(routes);
    OperationMachineStore uses = new OperationMachineStore(jdbi);
    new OperationAssetResource(operations, assets, uses).addTo(routes);
    new OperationSessionResource(operations, assets, uses, configurations).addTo(routes);
    new OperationImageResource(operations, configurations, images).addTo(routes);
    new OperationExportResource(operations, configurations, exports).addTo(routes);
    new FieldExportResource(
            new FieldExportResource.Fields(
                new FieldStore(jdbi), new FarmStore(jdbi), new GrowerStore(jdbi)),
            operations,
            files,
            engines,
            converted)
        .addTo(routes);
    new OperationResource(operations, machineFiles, configurations, contents).addTo(routes);
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
            jdbi, listings, operations, new MachineFileWriteStore(), merges, platform.ids());
    OperationSync sync =
        new OperationSync(
            credentials.refresher(),
            providers.providers(),
            configurations,
            listings,
            operations,
            recordOperations,
            new SafeExportDownload(downloads, platform.config().machineFiles().maxUploadBytes()),
            new ExportConversion(
                files, conversion, record, recordOperations, configurations, platform.clock()),
            files,
            assetSync(jdbi),
            platform.clock());
    return new OperationSyncTask(credentials.accounts(), sync, platform.clock()).task();
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
    return new MachineFileTasks(
            new BatchConversion(
                batches,
                batchFiles,
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
                files,
                engines,
                platform.ids(),
                platform.clock()),
            new FileMerge(
                new MergedFileStore(jdbi), conversion, record, configurations, platform.clock()),
            platform.clock(),
            signal::send)
        .all();
  }

  @Override
  public void close() throws IOException {
    cleanup.close();
    downloads.close();
    engines.close();
    files.close();
  }
}
