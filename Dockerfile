# A container for those who want one. It was written without an image registry at hand and has not been
# built by us; tell us what it needs.
FROM eclipse-temurin:25-jdk AS build
WORKDIR /headland
COPY . .
RUN ./mvnw -B -ntp -DskipTests package

FROM eclipse-temurin:25-jre
# The embedded PostgreSQL refuses to run as root without user namespaces: an ordinary account needs none.
RUN useradd --create-home --home-dir /var/lib/headland headland
COPY --from=build /headland/server/target/headland-server.jar /opt/headland/headland-server.jar
COPY --from=build /headland/server/target/lib /opt/headland/lib
USER headland
ENV LC_ALL=C.UTF-8 HEADLAND_DATA_DIR=/var/lib/headland/data HEADLAND_HOST=0.0.0.0
VOLUME /var/lib/headland/data
EXPOSE 8080
ENTRYPOINT ["java", "-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders", "-Xmx256m", "-XX:+ExitOnOutOfMemoryError", "--enable-native-access=ALL-UNNAMED", "-jar", "/opt/headland/headland-server.jar", "serve"]
