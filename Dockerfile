# A container for those who want one. It was written without an image registry at hand and has not been built by us;
# tell us what it needs. Verified without Docker: the commands of the stage `training` and of the entry point, executed in
# folders with the same layout with Temurin 25.0.3 (as root, in a user namespace): the JVM accepts the cache with
# -XX:AOTMode=on, which ends it otherwise.
FROM eclipse-temurin:25-jdk AS build
WORKDIR /headland
COPY . .
RUN ./mvnw -B -ntp -DskipTests package

FROM eclipse-temurin:25-jre AS runtime
# The embedded PostgreSQL refuses to run as root without user namespaces: an ordinary account needs none.
RUN useradd --create-home --home-dir /var/lib/headland headland
COPY --from=build /headland/server/target/headland-server.jar /opt/headland/headland-server.jar
COPY --from=build /headland/server/target/lib /opt/headland/lib
# The options of ./headland. The AOT cache is valid only with these, with this JVM and with this class path.
RUN printf '%s\n' -XX:+UseSerialGC -XX:+UseCompactObjectHeaders -Xms16m -Xmx256m -XX:MaxNewSize=12m -XX:SurvivorRatio=4 \
    -XX:MinHeapFreeRatio=10 -XX:MaxHeapFreeRatio=30 -XX:-ShrinkHeapInSteps -XX:TrimNativeHeapInterval=10000 \
    -XX:FreqInlineSize=150 -XX:InlineSmallCode=1000 -Djdk.pollerMode=1 -XX:+ExitOnOutOfMemoryError \
    --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
    -Dfile.encoding=UTF-8 '-Xlog:aot*=off' '-Xlog:cds*=off' >/opt/headland/java-options
USER headland
ENV LC_ALL=C.UTF-8 MALLOC_ARENA_MAX=2

# Starts a server in an empty folder, sends a few requests, and stores the classes that the JVM has loaded and linked. In
# a stage of its own, so that the unpacked PostgreSQL of this run is not in the image; from the same stage as the image,
# so that the JVM, the jars and the times of their files are the same: the JVM compares them.
FROM runtime AS training
RUN java @/opt/headland/java-options -XX:AOTCacheOutput=/var/lib/headland/headland.aot \
    -cp /opt/headland/headland-server.jar io.headland.server.Main aot-training "$(mktemp -d)"

FROM runtime
COPY --from=training /var/lib/headland/headland.aot /opt/headland/headland.aot
ENV HEADLAND_DATA_DIR=/var/lib/headland/data HEADLAND_HOST=0.0.0.0
VOLUME /var/lib/headland/data
EXPOSE 8080
# Without the cache, or with one that does not match, the start takes about twice as long.
ENTRYPOINT ["java", "@/opt/headland/java-options", "-XX:AOTCache=/opt/headland/headland.aot", "-jar", "/opt/headland/headland-server.jar", "serve"]
