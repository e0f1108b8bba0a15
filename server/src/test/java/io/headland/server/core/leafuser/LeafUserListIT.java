package io.headland.server.core.leafuser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.headland.server.ServerFixture;
import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.http.ApiResponse;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Each test has a separate API owner, so that totals are known.
class LeafUserListIT {
  private static final String USERS = "/services/usermanagement/api/users";
  private static final AtomicInteger OWNERS = new AtomicInteger();

  /// Many Leaf users over several blocks of ordinals, with a complete block and some others
  /// deleted.
  private static final String CROWDED = "crowded@example.com";

  private static final List<String> SORTS =
      List.of("name", "email", "phone", "address", "externalId", "id", "createdTime");

  private static ServerFixture server;
  private static Jdbi jdbi;
  private static LeafUserStore store;
  private static ApiClient crowded;

  private String email;
  private ApiClient owner;

  @BeforeAll
  static void start() {
    server = ServerFixture.startWithoutProvider();
    jdbi = server.jdbi();
    store = new LeafUserStore(jdbi, false);
    crowded = server.newOwner(CROWDED);
    List<LeafUserId> ids = insert(CROWDED, IntStream.range(0, 3 * LeafUserStore.BLOCK + 50));
    IntStream gone =
        IntStream.range(0, ids.size())
            .filter(i -> i / LeafUserStore.BLOCK == 1 || i % 7 == 3 || i > ids.size() - 5);
    jdbi.useTransaction(
        handle -> gone.forEach(i -> store.delete(handle, server.ownerId(CROWDED), ids.get(i))));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void signInWithoutLeafUsers() {
    email = "owner-" + OWNERS.incrementAndGet() + "@example.com";
    owner = server.newOwner(email);
  }

  /// Together they are longer than what is read without a reservation of memory.
  @Test
  void longTextsAreListedInFull() {
    List<String> names = new ArrayList<>();
    for (String letter : List.of("c", "a", "b")) {
      names.add(letter.repeat(16_000));
      owner.post(
          USERS, "{\"name\": \"%s\", \"email\": \"jane@example.com\"}".formatted(names.getLast()));
    }
    assertThat(namesAt(USERS)).isEqualTo(names);
    assertThat(namesAt(USERS + "?sort=name,desc"))
        .containsExactly(names.get(0), names.get(2), names.get(1));
    assertThat(namesAt(USERS + "?size=2&page=1")).containsExactly(names.get(2));
  }

  private List<String> namesAt(String target) {
    return owner
        .get(target)
        .json()
        .valueStream()
        .map(user -> user.path("name").stringValue())
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ?email=jane@example.com                          | Jane,jane
          ?email=JANE@Example.COM                          | Jane,jane
          ?email=jane                                      |
          ?email=a+b@x.org                                 | A+B Farms
          ?email=a%2Bb@x.org                               | A+B Farms
          ?email=A+B@X.org                                 | A+B Farms
          ?name=A+B+Farms                                  | A B Farms
          ?name=A%2BB+Farms                                | A+B Farms
          ?name=a+b%20farms                                | A B Farms,A+B Farms
          ?externalId=g+3                                  | A+B Farms
          ?name=JANE                                       | Jane,jane
          ?name=Jan                                        |
          ?name=%C3%84nne%20%22%27%25_                     | Änne "'%_
          ?name=%C3%A4NNE%20%22%27%25_                     | Änne "'%_
          ?name=%25                                        |
          ?externalId=g-1                                  | Jane
          ?externalId=G-1                                  |
          ?externalId=%20                                  |
          ?name=jane&externalId=g-2                        | jane
          ?name=jane&externalId=g-9                        |
          ?email=jane@example.com&name=Jane&externalId=g-1 | Jane
          ?name=                                           | Jane,jane,Änne "'%_,A B Farms,A+B Farms
          ?name=%00                                        |
          ?email=%00                                       |
          ?externalId=a%00b                                |
          ?name=%FF                                        |
          """)
  void findsWhoMeetsEveryFilter(String query, String names) {
    create("Jane", "jane@example.com", "g-1");
    create("jane", "Jane@Example.com", "g-2");
    create("Änne \"'%_", "anne@example.com", "");
    create("A B Farms", "ab@x.org", "");
    create("A+B Farms", "a+b@x.org", "g+3");

    ApiResponse response = owner.get(USERS + query);

    List<String> wanted = names == null ? List.of() : List.of(names.split(","));
    assertThat(response.status()).isEqualTo(200);
    assertThat(response.texts("name")).isEqualTo(wanted);
    assertThat(response.total()).isEqualTo(wanted.size());
  }

  static Stream<String> sorts() {
    return SORTS.stream().flatMap(key -> Stream.of(key, key + ",asc", key + ",desc"));
  }

  @ParameterizedTest
  @MethodSource("sorts")
  void sortsByEveryKeyInBothDirections(String sort) {
    createWith("beta", "Z@example.com", "", "2", "B Road");
    createWith("Alpha", "a@example.com", "x2", "", "");
    createWith("alpha", "B@example.com", "X1", "10", "a road");
    createWith("Gamma", "b@example.com", "", "2", "A Road");
    createWith("Beta", "b@example.com", "x2", "1", "b road");
    List<Map<String, String>> inOrderOfCreation = read("");

    List<Map<String, String>> expected = new ArrayList<>(inOrderOfCreation);
    String key = sort.split(",", -1)[0];
    if (!key.equals("id") && !key.equals("createdTime")) {
      expected.sort(Comparator.comparing(user -> sortValue(user, key)));
    }
    if (sort.endsWith("desc")) {
      Collections.reverse(expected);
    }
    assertThat(read("?sort=" + sort)).isEqualTo(expected);
  }

  static List<Arguments> combinations() {
    return List.of(
        argumentSet("one direction for two keys", "sort=name,email,desc", "name desc, email desc"),
        argumentSet("two parameters", "sort=name,desc&sort=email,asc", "name desc, email asc"),
        argumentSet("without a direction", "sort=phone&sort=name,desc", "phone asc, name desc"),
        argumentSet(
            "three", "sort=phone,name,desc&sort=address", "phone desc, name desc, address asc"),
        argumentSet("a key twice", "sort=name,desc&sort=name,asc", "name desc"),
        argumentSet("a word of Spring", "sort=name,desc,ignorecase", "name desc"),
        argumentSet("capital letters", "sort=name,DESC", "name desc"),
        argumentSet(
            "ends with the id", "sort=name,desc&sort=id,asc&sort=email", "name desc, id asc"),
        argumentSet("an empty one", "sort=&sort=email,desc", "email desc"));
  }

  /// Read at once, and page by page with the links in both directions.
  @ParameterizedTest
  @MethodSource("combinations")
  void sortsBySeveralKeys(String query, String order) {
    for (int i = 0; i < 25; i++) {
      createWith("n" + i % 3, "e" + i * 7 % 5 + "@x.org", "", "p" + i % 2, "a" + i * 3 % 4);
    }
    List<Map<String, String>> expected = new ArrayList<>(read("?size=100"));
    expected.sort(comparator(order, expected.stream().map(user -> id(user)).toList()));

    assertThat(read("?size=100&" + query)).isEqualTo(expected);
    List<String> ids = expected.stream().map(LeafUserListIT::id).toList();
    List<ApiResponse> pages = follow(USERS + "?size=4&" + query, "next");
    assertThat(idsOf(pages)).isEqualTo(ids);
    List<ApiResponse> back = follow(pages.getLast().link("prev").orElseThrow(), "prev").reversed();
    assertThat(idsOf(back)).isEqualTo(ids.subList(0, 24));
    assertThat(owner.get(USERS + "?size=4&page=5&" + query).texts("id"))
        .isEqualTo(ids.subList(20, 24));
  }

  private static Comparator<Map<String, String>> comparator(String order, List<String> created) {
    List<String> terms = List.of(order.split(", "));
    Comparator<Map<String, String>> comparator = (_, _) -> 0;
    for (String term : terms) {
      String key = term.substring(0, term.indexOf(' '));
      Comparator<Map<String, String>> next =
          key.equals("id")
              ? Comparator.comparingInt(user -> created.indexOf(id(user)))
              : Comparator.comparing(user -> user.getOrDefault(key, ""));
      comparator = comparator.thenComparing(term.endsWith("desc") ? next.reversed() : next);
    }
    Comparator<Map<String, String>> creation =
        Comparator.comparingInt(user -> created.indexOf(id(user)));
    return comparator.thenComparing(
        terms.getFirst().endsWith("desc") ? creation.reversed() : creation);
  }

  private List<ApiResponse> follow(String target, String relation) {
    List<ApiResponse> pages = new ArrayList<>();
    Optional<String> next = Optional.of(target);
    while (next.isPresent()) {
      pages.add(owner.get(next.get()));
      next = pages.getLast().link(relation);
    }
    return pages;
  }

  private static List<String> idsOf(List<ApiResponse> pages) {
    return pages.stream().flatMap(page -> page.texts("id").stream()).toList();
  }

  private static String id(Map<String, String> user) {
    return user.getOrDefault("id", "");
  }

  @Test
  void countsExactlyWhatIsThere() {
    assertThat(owner.get(USERS).total()).isZero();
    assertThat(owner.get(USERS).header("Link"))
        .contains(
            "<%1$s?page=0&size=20>; rel=\"last\",<%1$s?page=0&size=20>; rel=\"first\""
                .formatted(USERS));
    List<String> ids =
        IntStream.range(0, 7).mapToObj(i -> create("n" + i, "e@example.com", "")).toList();
    assertThat(owner.get(USERS).total()).isEqualTo(7);

    assertThat(owner.delete(USERS + "/" + ids.get(0)).status()).isEqualTo(204);
    assertThat(owner.delete(USERS + "/" + ids.get(0)).status()).isEqualTo(404);
    assertThat(owner.delete(USERS + "/" + ids.get(6)).status()).isEqualTo(204);
    assertThat(owner.post(USERS, "{\"name\": \"\"}").status()).isEqualTo(400);

    assertThat(owner.get(USERS).total()).isEqualTo(5);
    assertThat(owner.get(USERS + "?size=2&page=2").texts("id")).containsExactly(ids.get(5));
  }

  @Test
  void linksToNeighboursAndEnds() {
    insert(email, IntStream.range(0, 45));

    ApiResponse first = owner.get(USERS);
    ApiResponse middle = owner.get(USERS + "?page=1");
    ApiResponse last = owner.get(USERS + "?page=2&size=20");

    assertThat(first.header("Link").orElseThrow())
        .matches(
            "<U\\?page=1&size=20&after=[\\w-]+>; rel=\"next\",<U\\?page=2&size=20>; rel=\"last\",<U\\?page=0&size=20>; rel=\"first\""
                .replace("U", USERS));
    assertThat(middle.header("Link").orElseThrow())
        .matches(
            "<U\\?page=2&size=20&after=[\\w-]+>; rel=\"next\",<U\\?page=0&size=20&before=[\\w-]+>; rel=\"prev\",<U\\?page=2&size=20>; rel=\"last\",<U\\?page=0&size=20>; rel=\"first\""
                .replace("U", USERS));
    assertThat(last.link("next")).isEmpty();
    assertThat(owner.get(last.link("prev").orElseThrow()).body()).isEqualTo(middle.body());
    assertThat(owner.get(middle.link("prev").orElseThrow()).body()).isEqualTo(first.body());
    assertThat(owner.get(first.link("last").orElseThrow()).body()).isEqualTo(last.body());
  }

  @Test
  void keepsFiltersAndOrderInItsLinks() {
    IntStream.range(0, 3).forEach(i -> create("Ann; \"A, B\" > C", "a@example.com", "x" + i));

    ApiResponse response =
        owner.get(
            USERS + "/?size=1&sort=externalId,desc&name=ann%3B%20%22A%2C%20B%22%20%3E%20C&page=1");

    // Clients split the header at its commas.
    assertThat(response.header("Link").orElseThrow().split(",")).hasSize(4);
    assertThat(response.header("Link").orElseThrow().split(";")).hasSize(5);
    assertThat(owner.get(response.link("next").orElseThrow()).texts("externalId"))
        .containsExactly("x0");
    assertThat(owner.get(response.link("prev").orElseThrow()).texts("externalId"))
        .containsExactly("x2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "&sort=name", "&sort=name,desc", "&sort=email", "&sort=id,desc"})
  void walkingMeetsEverybodyOnceWhileOthersComeAndGoBehind(String sort) {
    insert(email, IntStream.range(100, 160));
    List<String> everybody = owner.get(USERS + "?size=100" + sort).texts("id");

    List<String> met = new ArrayList<>();
    Optional<String> next = Optional.of(USERS + "?size=7" + sort);
    while (next.isPresent()) {
      ApiResponse page = owner.get(next.get());
      met.addAll(page.texts("id"));
      // All Leaf users listed so far are deleted except the last one; one is added that sorts
      // before it.
      page.texts("id").stream()
          .limit(page.texts("id").size() - 1L)
          .forEach(id -> owner.delete(USERS + "/" + id));
      if (sort.equals("&sort=name") || sort.equals("&sort=email")) {
        create("!before", "!before@example.com", "");
      }
      next = page.link("next");
    }

    assertThat(met).isEqualTo(everybody);
  }

  @Test
  void walkingBackMeetsEverybodyOnceWhileOthersComeAhead() {
    insert(email, IntStream.range(0, 30));
    List<String> everybody = owner.get(USERS + "?size=100").texts("id");

    List<String> met = new ArrayList<>();
    Optional<String> previous = Optional.of(USERS + "?size=7&page=4");
    while (previous.isPresent()) {
      ApiResponse page = owner.get(previous.get());
      met.addAll(0, page.texts("id"));
      IntStream.range(0, 9).forEach(i -> create("later", "later@example.com", ""));
      previous = page.link("prev");
    }

    assertThat(met).isEqualTo(everybody);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "&sort=name",
        "&sort=name,desc",
        "&sort=email",
        "&sort=email,desc",
        "&sort=externalId",
        "&sort=externalId,desc",
        "&sort=id,desc"
      })
  void everyPageByNumberEqualsThatReachedByLinks(String sort) {
    List<String> ids = new ArrayList<>();
    Optional<String> next = Optional.of(USERS + "?size=100" + sort);
    int number = 0;
    while (next.isPresent()) {
      ApiResponse walked = crowded.get(next.get());
      ApiResponse jumped = crowded.get(USERS + "?size=100&page=" + number + sort);
      assertThat(jumped.body()).as("page " + number).isEqualTo(walked.body());
      assertThat(jumped.header("Link")).as("page " + number).isEqualTo(walked.header("Link"));
      ids.addAll(walked.texts("id"));
      next = walked.link("next");
      number++;
    }

    assertThat(number).isGreaterThan(15);
    assertThat(new HashSet<>(ids)).hasSameSizeAs(ids);
    assertThat(ids).hasSize((int) crowded.get(USERS + "?size=1").total());
    ApiResponse beyond = crowded.get(USERS + "?size=100&page=" + number + sort);
    assertThat(beyond.texts("id")).isEmpty();
    assertThat(beyond.total()).isEqualTo(ids.size());
  }

  @Test
  void jumpsWithPagesOfAnySize() {
    List<String> ids = new ArrayList<>();
    for (int page = 0; page < 30; page++) {
      ids.addAll(crowded.get(USERS + "?size=100&page=" + page).texts("id"));
    }
    for (int size : List.of(1, 3, 37)) {
      for (int page : List.of(0, 1, 20, ids.size() / size / 2, (ids.size() - 1) / size)) {
        int from = page * size;
        assertThat(crowded.get(USERS + "?size=" + size + "&page=" + page).texts("id"))
            .as("page " + page + " of size " + size)
            .isEqualTo(ids.subList(from, Math.min(from + size, ids.size())));
      }
    }
  }

  @Test
  void givesAHundredAtMost() {
    assertThat(crowded.get(USERS + "?size=5000").texts("id")).hasSize(100);
    assertThat(crowded.get(USERS + "?size=5000").link("next").orElseThrow()).contains("size=100&");
    assertThat(crowded.get(USERS).texts("id")).hasSize(20);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "page=-1",
        "page=one",
        "size=0",
        "size=-1",
        "size=all",
        "sort=height",
        "sort=name,up",
        "sort=,asc",
        "after=!",
        "after=MTI",
        "before=bm9uZQ",
        "after=OTk5OTk5OTk5OTk5OTk5OTk5OTk6",
        "after=WzEsMl0",
        "sort=name&after=WzFd"
      })
  void refusesAPageThatMakesNoSense(String query) {
    assertThat(owner.get(USERS + "?" + query).status()).isEqualTo(400);
  }

  @Test
  void pagesThroughTextsThatAreAlikeForLong() {
    String longText = IntStream.range(0, 2_000).mapToObj(i -> "名前" + i).reduce("", String::concat);
    IntStream.range(0, 5).forEach(i -> create(longText + i, "e" + i + "@x.org", longText + i));
    create("Ann", "ann@example.com", "ann");

    for (String key : List.of("name", "email", "externalId")) {
      List<String> met = new ArrayList<>();
      Optional<String> next = Optional.of(USERS + "?size=1&sort=" + key);
      while (next.isPresent()) {
        ApiResponse page = owner.get(next.get());
        assertThat(page.status()).isEqualTo(200);
        met.addAll(page.texts("id"));
        next = page.link("next");
      }
      assertThat(met).as(key).isEqualTo(owner.get(USERS + "?sort=" + key).texts("id")).hasSize(6);
    }
  }

  private static List<LeafUserId> insert(String ownerEmail, IntStream numbers) {
    ApiOwnerId id = server.ownerId(ownerEmail);
    return jdbi.inTransaction(
        handle ->
            numbers
                .mapToObj(
                    i -> {
                      LeafUser user =
                          new LeafUser(
                              new LeafUserId(UUID.randomUUID()),
                              "Name " + i * 7919 % 1009,
                              "email" + i * 31 % 997 + "@example.com",
                              null,
                              null,
                              i % 3 == 0 ? null : "g-" + i * 13 % 101,
                              Instant.now());
                      store.insert(handle, id, user);
                      return user.id();
                    })
                .toList());
  }

  private String create(String name, String userEmail, String externalId) {
    String json =
        "{\"name\": \"%s\", \"email\": \"%s\"%s}"
            .formatted(
                name.replace("\"", "\\\""),
                userEmail,
                externalId.isEmpty() ? "" : ", \"externalId\": \"" + externalId + "\"");
    ApiResponse response = owner.post(USERS, json);
    assertThat(response.status()).isEqualTo(201);
    return response.id();
  }

  private void createWith(
      String name, String userEmail, String externalId, String phone, String address) {
    String user = USERS + "/" + create(name, userEmail, externalId);
    String json = "{\"phone\": %s, \"address\": %s}".formatted(quoted(phone), quoted(address));
    assertThat(owner.patch(user, json).status()).isEqualTo(200);
  }

  private static String quoted(String text) {
    return text.isEmpty() ? "null" : "\"" + text + "\"";
  }

  private List<Map<String, String>> read(String query) {
    return owner
        .get(USERS + query)
        .json()
        .valueStream()
        .map(
            user ->
                Map.of(
                    "id", user.path("id").asString(""),
                    "name", user.path("name").asString(""),
                    "email", user.path("email").asString(""),
                    "phone", user.path("phone").asString(""),
                    "address", user.path("address").asString(""),
                    "externalId", user.path("externalId").asString("")))
        .toList();
  }

  private static String sortValue(Map<String, String> user, String key) {
    String value = user.getOrDefault(key, "");
    return key.equals("externalId") || key.equals("phone") ? value : value.toLowerCase(Locale.ROOT);
  }
}
