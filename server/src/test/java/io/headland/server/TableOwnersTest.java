package io.headland.server;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Each table belongs to one package of the core, and statements on it are in that package, in a
/// use case, or in a package that reads several families. Every text of the program is read for
/// statements, whatever its class is named.
class TableOwnersTest {
  private static final Path SOURCES = Path.of("src/main/java/io/headland/server");
  private static final Path MIGRATIONS = Path.of("src/main/resources/db/migration");

  private static final Pattern CREATION = Pattern.compile("create (?:unlogged )?table (\\w+)");
  private static final Pattern TEXT =
      Pattern.compile(
          "\"\"\".*?\"\"\"|\"[^\"\\\\\\n]*+(?:\\\\.[^\"\\\\\\n]*+)*+\"", Pattern.DOTALL);
  private static final Pattern USE =
      Pattern.compile("\\b(?:from|join|into|update)\\s+(?:only\\s+)?(\\w+)");

  private static final Map<String, Set<String>> TABLES =
      Map.ofEntries(
          entry("core.apiowner", Set.of("api_owner", "token_key", "known_address")),
          entry("core.leafuser", Set.of("leaf_user", "leaf_user_block", "leaf_user_total")),
          entry("core.configuration", Set.of("api_owner_configuration", "leaf_user_configuration")),
          entry(
              "core.credential",
              Set.of("credential", "credential_event", "credential_failure", "encryption_key")),
          entry(
              "core.organization",
              Set.of("provider_account", "provider_organization", "organization_access_result")),
          entry(
              "core.field",
              Set.of(
                  "grower",
                  "farm",
                  "field",
                  "field_boundary",
                  "earlier_geometry",
                  "organization_snapshot",
                  "field_data_count")),
          entry("core.send", Set.of("field_link")),
          entry("core.upload", Set.of("field_upload", "field_upload_entry")),
          entry("core.batch", Set.of("batch", "archive_upload", "archive_upload_part")),
          entry(
              "core.machinefile.store",
              Set.of("machine_file", "machine_file_field", "boundary_change")),
          entry("core.operation", Set.of("field_operation", "field_operation_file")),
          entry("core.asset", Set.of("asset", "asset_listing")),
          entry("core.operationsync", Set.of("operation_listing", "provider_operation")),
          entry(
              "core.sync",
              Set.of(
                  "sync_run",
                  "sync_run_organization",
                  "sync_run_page",
                  "sync_run_unexpected_value",
                  "scheduled_tasks")),
          entry(
              "core.subscription",
              Set.of(
                  "provider_notification",
                  "notification_batch",
                  "subscription_authorization",
                  "provider_subscription",
                  "subscription_refusal")),
          entry("core.event", Set.of("event", "event_outbox", "event_publisher", "event_sequence")),
          entry(
              "core.webhook",
              Set.of("webhook", "webhook_attempt", "webhook_retry", "webhook_task")),
          entry("core.alert", Set.of("alert_event")),
          entry(
              "core.connect",
              Set.of("app_key", "magic_link", "connect_session", "connect_sign_in")),
          entry("core.usage", Set.of("application_refusal", "application_throttle", "call_count")),
          entry("engine.ratelimit", Set.of("rate_limit_bucket")),
          entry("core.system", Set.of("node")),
          entry("platform.jdbc", Set.of("readiness_check")));

  /// Packages whose statements read several table families in one statement.
  private static final Set<String> READ_MODELS =
      Set.of("core.explain", "core.health", "core.preview", "core.system");

  /// Statements of a core package on a table of another one. A new one needs a reason: usually it
  /// belongs to a use case.
  private static final Set<String> EXCEPTIONS =
      Set.of(
          // Locks the row that the new row refers to.
          "core.configuration leaf_user",
          "core.connect leaf_user",
          "core.upload leaf_user",
          "core.batch leaf_user",
          "core.asset leaf_user",
          "core.machinefile.store batch",
          "core.field leaf_user",
          "core.sync leaf_user",
          "core.subscription leaf_user",
          "core.usage api_owner",
          // The total is created together with the API owner.
          "core.apiowner leaf_user_total",
          // Finds the account of a credential, or the credential of an account.
          "core.credential provider_account",
          "core.sync credential",
          "core.subscription credential",
          "core.operationsync credential",
          "core.subscription provider_account",
          "core.field provider_account",
          // Reads only what is selected at the time of the statement.
          "core.subscription provider_organization",
          "core.field provider_organization",
          // Locks the API owner before the grant is committed.
          "core.credential api_owner",
          // Schedules work in the transaction that needs it.
          "core.subscription scheduled_tasks",
          "core.batch scheduled_tasks",
          "core.machinefile.store scheduled_tasks",
          "core.operation scheduled_tasks",
          "core.operationsync scheduled_tasks",
          // Writes one event per changed row with the statement that changes them.
          "core.field event_outbox",
          // Reads the feed that is delivered.
          "core.webhook event",
          "core.webhook event_sequence",
          // Compares a page with the pages that the same run stored.
          "core.field sync_run_page",
          // The time of the last sync, and the number of operations, in a summary.
          "core.field sync_run",
          "core.field field_operation",
          // A field that was sent to a provider is not stored a second time.
          "core.field field_link",
          // Reads files, operations, assets and listings of visible organizations.
          "core.asset organization_snapshot",
          "core.machinefile.store field",
          "core.machinefile.store organization_snapshot",
          "core.operation field",
          "core.operationsync field",
          "core.operationsync organization_snapshot",
          // Reads an operation with its files, and finds the fields that have files.
          "core.operation machine_file",
          "core.operation machine_file_field",
          // Finds the files and operations that the provider names a machine for.
          "core.machinefile.store provider_operation",
          "core.operation provider_operation",
          // Reads the listed operation of a file.
          "core.operationsync machine_file",
          // Reads a field with its farm, grower and boundary.
          "core.send field",
          "core.send farm",
          "core.send grower",
          "core.send organization_snapshot");

  @Test
  void everyTableHasAnOwner() throws IOException {
    Set<String> owned = new TreeSet<>();
    TABLES.values().forEach(owned::addAll);
    assertThat(owned).isEqualTo(tables());
  }

  @Test
  void statementsAreInThePackageOfTheirTable() throws IOException {
    Set<String> foreign = foreignUses();
    assertThat(foreign).isEqualTo(new TreeSet<>(EXCEPTIONS));
  }

  private static Set<String> tables() throws IOException {
    Set<String> tables = new TreeSet<>();
    for (String migration : texts(MIGRATIONS, ".sql")) {
      Matcher creation = CREATION.matcher(migration);
      while (creation.find()) {
        tables.add(creation.group(1));
      }
    }
    return tables;
  }

  private static Set<String> foreignUses() throws IOException {
    Set<String> tables = tables();
    Set<String> foreign = new TreeSet<>();
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        String home = SOURCES.relativize(file.getParent()).toString().replace('/', '.');
        boolean mayReadAll =
            READ_MODELS.contains(home)
                || home.startsWith("usecase.")
                || Set.of("engine.retention", "engine.clock").contains(home);
        for (String table : usedTables(Files.readString(file))) {
          boolean own = TABLES.getOrDefault(home, Set.of()).contains(table);
          if (tables.contains(table) && !own && !mayReadAll) {
            foreign.add(home + " " + table);
          }
        }
      }
    }
    return foreign;
  }

  private static Set<String> usedTables(String source) {
    Set<String> used = new TreeSet<>();
    Matcher text = TEXT.matcher(source);
    while (text.find()) {
      Matcher use = USE.matcher(text.group());
      while (use.find()) {
        used.add(use.group(1));
      }
    }
    return used;
  }

  private static List<String> texts(Path folder, String ending) throws IOException {
    List<String> texts = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(path -> path.toString().endsWith(ending)).toList()) {
        texts.add(Files.readString(file));
      }
    }
    return texts;
  }
}
