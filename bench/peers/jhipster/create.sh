#!/usr/bin/env bash
# Generates a JHipster application with the entity of organization.jdl in the folder $1, and builds it. Needs npm, a JDK
# in JAVA_HOME, the npm registry and Maven Central.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
folder=$1
mkdir -p "$folder/generator" "$folder/app"

# The generator requires a newer Node.js than many systems have; the package contains its program.
npm install --prefix "$folder/generator" --no-audit --no-fund node@22 generator-jhipster@9.4.0
export PATH="$folder/generator/node_modules/.bin:$PATH"

cp "$here/organization.jdl" "$folder/app"
cd "$folder/app"
jhipster import-jdl organization.jdl --force --skip-git --skip-install --skip-client --no-insight
./mvnw -B -ntp -Pprod -DskipTests package
