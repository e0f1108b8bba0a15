package io.headland.server;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.Architectures;
import io.headland.server.core.apiowner.Tokens;
import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.field.OrganizationKey;
import io.headland.server.module.ProviderModule;
import io.headland.server.platform.crypto.Digests;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.usecase.sync.OrganizationReading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.Timer;
import java.util.concurrent.ScheduledExecutorService;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The structure of the program: the layers and their permitted dependencies.
class ArchitectureTest {
  private static final String ROOT = "io.headland.server";
  private static final Architectures.LayeredArchitecture LAYERS =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("platform")
          .definedBy(ROOT + ".platform..")
          .layer("provider")
          .definedBy(ROOT + ".provider..")
          .layer("core")
          .definedBy(ROOT + ".core..")
          .layer("usecase")
          .definedBy(ROOT + ".usecase..")
          .layer("engine")
          .definedBy(ROOT + ".engine..")
          .layer("api")
          .definedBy(ROOT + ".api..")
          .layer("module")
          .definedBy(ROOT + ".module..")
          .layer("cli")
          .definedBy(ROOT + ".cli..")
          .layer("root")
          .definedBy(ROOT);

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  private static final DescribedPredicate<JavaClass> STORES =
      DescribedPredicate.describe(
          "stores", type -> outermost(type).getSimpleName().endsWith("Store"));

  @Test
  void aProviderKnowsOnlyItsPort() {
    classes()
        .that()
        .resideInAPackage(ROOT + ".provider.*..")
        .should()
        .onlyDependOnClassesThat(
            not(resideInAPackage(ROOT + ".."))
                .or(
                    resideInAnyPackage(
                        ROOT + ".provider..",
                        ROOT + ".platform.providerhttp..",
                        ROOT + ".platform.config.."))
                .or(belongToAnyOf(Digests.class)))
        .because("a provider that depends on SQL or an API owner cannot be changed or tested alone")
        .check(CLASSES);
  }

  @Test
  void providersDoNotKnowEachOther() {
    slices()
        .matching(ROOT + ".provider.(*)..")
        .should()
        .notDependOnEachOther()
        .ignoreDependency(alwaysTrue(), resideInAPackage(ROOT + ".provider.oauth"))
        .because("a change to one provider must not require a change to another")
        .check(CLASSES);
  }

  @Test
  void onlyTheModuleOfProvidersNamesAProvider() {
    noClasses()
        .that(
            not(belongToAnyOf(ProviderModule.class))
                .and(not(resideInAPackage(ROOT + ".provider.*.."))))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT + ".provider.*..")
        .because("a feature that switches on the provider must be changed for each new provider")
        .check(CLASSES);
  }

  @Test
  void dependenciesPointDownwards() {
    LAYERS
        .whereLayer("root")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("cli")
        .mayOnlyBeAccessedByLayers("root")
        .whereLayer("module")
        .mayOnlyBeAccessedByLayers("root")
        .whereLayer("api")
        .mayOnlyBeAccessedByLayers("module", "root")
        .whereLayer("engine")
        .mayOnlyBeAccessedByLayers("api", "module", "root")
        .whereLayer("usecase")
        .mayOnlyBeAccessedByLayers("engine", "api", "module", "root")
        .whereLayer("core")
        .mayOnlyBeAccessedByLayers("usecase", "engine", "api", "module", "cli", "root")
        .whereLayer("provider")
        .mayOnlyBeAccessedByLayers("core", "usecase", "engine", "api", "module", "root")
        .because("a layer that depends on the layer above it cannot be tested without it")
        .check(CLASSES);
  }

  @Test
  void everyPackageBelongsToALayer() {
    classes()
        .should()
        .resideInAnyPackage(
            ROOT,
            ROOT + ".cli..",
            ROOT + ".module..",
            ROOT + ".api..",
            ROOT + ".engine..",
            ROOT + ".usecase..",
            ROOT + ".core..",
            ROOT + ".provider..",
            ROOT + ".platform..")
        .because("a package outside of the layers is not covered by their rules")
        .check(CLASSES);
  }

  @Test
  void featuresOfALayerFormNoCycles() {
    for (String layer : List.of("api", "engine", "usecase", "core", "platform")) {
      slices()
          .matching(ROOT + "." + layer + ".(*)..")
          .should()
          .beFreeOfCycles()
          .because("two packages that need each other are one package in two places")
          .check(CLASSES);
    }
  }

  @Test
  void noStatementsInTheApi() {
    noClasses()
        .that()
        .resideInAnyPackage(ROOT + ".api..", ROOT + ".cli..", ROOT + ".provider..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.jdbi..",
            "org.postgresql..",
            "com.zaxxer..",
            "org.flywaydb..",
            "java.sql..",
            "javax.sql..")
        .because("a statement belongs to the store of its table family, or to a use case")
        .check(CLASSES);
  }

  @Test
  void storesAndUseCasesKnowNoRequests() {
    noClasses()
        .that()
        .resideInAnyPackage(ROOT + ".core..", ROOT + ".usecase..", ROOT + ".engine..")
        .and(not(belongToAnyOf(Tokens.class)))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT + ".platform.http..")
        .because("a rule in the API layer can only be used by a request")
        .check(CLASSES);
  }

  @Test
  void onlyHttpKnowsTheHttpServer() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + ".platform.http..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.eclipse.jetty..")
        .because(
            "a resource uses only Request and Response of platform.http, so that the HTTP server"
                + " can be replaced")
        .check(CLASSES);
  }

  @Test
  void onlyImagesOfPointsUseAwt() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + ".core.machinefile.image..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.awt..", "javax.imageio..")
        .because("a server that makes no images does not load AWT")
        .check(CLASSES);
  }

  @Test
  void onlyOneClientCallsProviders() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + ".platform.providerhttp..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.net.http..")
        .because("time limits and redaction apply only if every call uses the same client")
        .check(CLASSES);
  }

  @Test
  void onlyOneClientCallsAddressesOfApiOwners() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + ".platform.safehttp..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.hc..")
        .because("an address is checked only if every connection uses the same client")
        .check(CLASSES);
  }

  @Test
  void timeAndChanceComeFromOutside() {
    noClasses()
        .that(not(resideInAnyPackage(ROOT, ROOT + ".cli..")))
        .should()
        .callMethod(java.time.Instant.class, "now")
        .orShould()
        .callMethod(java.time.Clock.class, "systemUTC")
        .orShould()
        .callMethod(java.time.Clock.class, "systemDefaultZone")
        .orShould()
        .callMethod(java.time.InstantSource.class, "system")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(java.util.UUID.class, "randomUUID")
        .orShould()
        .callConstructor(java.util.Random.class)
        .orShould()
        .callConstructor(java.security.SecureRandom.class)
        .because("a test can only control time and random numbers that are injected")
        .check(CLASSES);
  }

  /// Statements that select rows of all API owners, each with its reason.
  private static final Set<String> ACROSS_OWNERS =
      Set.of(
          "ApiOwnerStore", // finds the API owner
          "TokenKeyStore", // keys of the installation
          "EncryptionKeyStore", // keys of the installation
          "MagicLinkStore.findByToken", // finds the API owner of a link
          "ConnectSessionStore.findOfSession", // finds the session of a browser
          "ConnectSessionStore.findLatestOfSession", // the same
          "SignInStore.complete", // the same
          "RetentionStore", // deletes rows of all API owners whose retention has passed
          "EventPurgeStore.listOwners", // the feeds of all API owners with events to delete
          "EventPublishStore", // numbers committed events of all API owners
          "WebhookTaskStore.wake", // addresses each API owner by name
          "WebhookTaskStore.wakeAll", // wakes the tasks of all API owners
          "NodeStore", // nodes of the installation
          "SystemStore", // counts over the installation
          "SubscriptionStore.findByKey", // finds the API owner of a notification
          "NotificationAuthorizationStore", // provider applications do not belong to one API owner
          "SubscriptionTaskStore.scheduleAll", // schedules every account when notifications are
          // enabled
          "NotificationStore.reconcileAll", // the same
          "AssignmentTaskStore.scheduleAll", // schedules each Leaf user with changed boundaries
          "StoredTimesStore", // corrects times that lie too far ahead, of all API owners
          "ThrottleStore", // provider applications do not belong to one API owner
          "CombinedOrganizationStore", // the requests contain their API owners
          "CredentialEventStore.insert", // the rows contain their API owners
          "CallCountStore.add"); // the same

  @Test
  void everyStoreMethodTakesTheOwnerOfItsRows() {
    methods()
        .that()
        .areDeclaredInClassesThat(STORES)
        .and()
        .arePublic()
        .or()
        .arePackagePrivate()
        .and()
        .areDeclaredInClassesThat(STORES)
        .should(nameTheApiOwner())
        .because("a statement without the API owner can return the row of another API owner")
        .check(CLASSES);
  }

  private static ArchCondition<JavaMethod> nameTheApiOwner() {
    return new ArchCondition<>("take the API owner, or something that holds it") {
      @Override
      public void check(JavaMethod method, ConditionEvents events) {
        String store = outermost(method.getOwner()).getSimpleName();
        boolean excepted =
            ACROSS_OWNERS.contains(store)
                || ACROSS_OWNERS.contains(store + "." + method.getName())
                || !method.getOwner().getSimpleName().endsWith("Store")
                || method
                    .getModifiers()
                    .contains(com.tngtech.archunit.core.domain.JavaModifier.SYNTHETIC);
        boolean named =
            method.getRawParameterTypes().stream()
                .anyMatch(
                    type ->
                        type.isEquivalentTo(ApiOwnerId.class)
                            || type.isEquivalentTo(AccountKey.class)
                            || type.isEquivalentTo(OrganizationKey.class)
                            || type.isEquivalentTo(OrganizationReading.class));
        if (!excepted && !named) {
          events.add(SimpleConditionEvent.violated(method, method.getFullName()));
        }
      }
    };
  }

  @Test
  void everyStatementNamesTheApiOwner() throws IOException {
    Pattern block = Pattern.compile("\"\"\"\\s*\\n(.*?)\"\"\"", Pattern.DOTALL);
    int statements = 0;
    try (Stream<Path> files = Files.walk(Path.of("src/main/java/io/headland/server"))) {
      for (Path file : files.filter(path -> path.toString().endsWith("Store.java")).toList()) {
        String store = file.getFileName().toString().replace(".java", "");
        Matcher sql = block.matcher(Files.readString(file));
        while (sql.find() && !ACROSS_OWNERS.contains(store)) {
          statements++;
          String statement = sql.group(1);
          assertThat(statement.contains("api_owner_id"))
              .as("%s holds a statement without api_owner_id:%n%s", store, statement)
              .isTrue();
        }
      }
    }
    assertThat(statements).isGreaterThan(30);
  }

  @Test
  void everyPackageIsNullMarked() {
    Set<String> marked =
        CLASSES.stream()
            .filter(type -> type.getSimpleName().equals("package-info"))
            .filter(type -> type.isAnnotatedWith(org.jspecify.annotations.NullMarked.class))
            .map(JavaClass::getPackageName)
            .collect(java.util.stream.Collectors.toSet());
    assertThat(CLASSES.stream().map(JavaClass::getPackageName).distinct())
        .as("packages without @NullMarked; it is not inherited")
        .allMatch(marked::contains);
  }

  @Test
  void namesSayWhatThingsAre() {
    noClasses()
        .that(alwaysTrue())
        .should()
        .haveNameMatching(".*(Manager|Utils?|Helper|Impl|Base|Abstract\\w*|Info|Dto)$")
        .because("such a name indicates an incomplete clean-up")
        .check(CLASSES);
  }

  /// Classes that start threads for one task each, with the reason.
  private static final Set<String> THREADS_THAT_END =
      Set.of(
          ROOT + ".cli.Serve", // stops the server when the JVM ends
          ROOT + ".EarlyInitialization", // what it does not initialize is initialized later
          ROOT
              + ".platform.safehttp.SafeHttpClient", // ends calls that take too long, by a task for
          // each
          ROOT + ".engine.ratelimit.RateLimiter", // handles every Throwable, as its test shows
          ROOT + ".core.machinefile.point.PointBlocks", // the writer throws its Throwable
          ROOT + ".engine.sync.ReadAhead", // a FutureTask stores the exception of its task
          ROOT + ".engine.grant.SingleFlight"); // a FutureTask stores the exception of its task

  @Test
  void onlyTheSupervisorStartsThreadsThatLoop() {
    noClasses()
        .that(
            not(resideInAPackage(ROOT + ".platform.tasks.."))
                .and(
                    DescribedPredicate.describe(
                        "are not known to end",
                        type -> !THREADS_THAT_END.contains(outermost(type).getName()))))
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(ScheduledExecutorService.class, Timer.class)
        .orShould()
        .callConstructor(Thread.class)
        .orShould()
        .callConstructor(Thread.class, Runnable.class)
        .orShould()
        .callConstructor(Thread.class, Runnable.class, String.class)
        .orShould()
        .callMethod(Thread.class, "start")
        .orShould()
        .callMethod(Thread.class, "startVirtualThread", Runnable.class)
        .orShould()
        .callMethod(Thread.Builder.class, "start", Runnable.class)
        .orShould()
        .callMethod(Thread.Builder.OfVirtual.class, "start", Runnable.class)
        .orShould()
        .callMethod(Thread.Builder.OfPlatform.class, "start", Runnable.class)
        .because("only the supervisor detects a loop that ended with an error")
        .check(CLASSES);
  }

  private static JavaClass outermost(JavaClass type) {
    return type.getEnclosingClass().map(ArchitectureTest::outermost).orElse(type);
  }
}
