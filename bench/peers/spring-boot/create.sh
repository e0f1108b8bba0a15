#!/usr/bin/env bash
# Builds the Spring Boot application of this folder in the folder $1. Needs a JDK in JAVA_HOME and Maven Central.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
app=$1/app
rm -rf "$app"
mkdir -p "$app"
cp -R "$here/pom.xml" "$here/src" "$app"
"$here/../../../mvnw" -B -ntp -f "$app/pom.xml" -DskipTests package
