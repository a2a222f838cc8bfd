# syntax=docker/dockerfile:1

FROM eclipse-temurin:25-jdk AS build
WORKDIR /build
RUN apt-get update && apt-get install -y --no-install-recommends unzip && rm -rf /var/lib/apt/lists/*
COPY . .
RUN --mount=type=cache,target=/root/.m2 ./mvnw -q -B -pl src -am package -DskipTests

FROM eclipse-temurin:25-jre
# The embedded stores run during training; the Redis among them is linked to libssl.
RUN apt-get update && apt-get install -y --no-install-recommends curl libssl3 && rm -rf /var/lib/apt/lists/* \
    && groupadd --system dictation && useradd --system --gid dictation --home-dir /app dictation \
    && install -d -o dictation -g dictation /app /data
WORKDIR /app
COPY --from=build --chown=dictation:dictation /build/bin/dictation-studio bin/
COPY --from=build --chown=dictation:dictation /build/src/target/dictation-studio.jar ./
USER dictation
ENV DATA_DIR=/data PORT=5000
RUN bin/dictation-studio --train
EXPOSE 5000
VOLUME /data
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=6 \
    CMD curl -fsS "http://127.0.0.1:${PORT}/actuator/health/readiness" || exit 1
ENTRYPOINT ["bin/dictation-studio"]
